# py-text: words of many languages: nltk, jieba, pymorphy3, faker, babel, langdetect, pycountry, holidays, num2words, spacy without a model, sentencepiece, pint, phonenumbers, dateparser
PACKAGES="python3 python3-venv"
ENTRYPOINT=(words)
CMD=(faker de_DE)
ENV=("PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin")
USER=nobody
WORKDIR=/
. "$SUITE/lib/py.sh"
prepare() {
  mkdir -p "$1/src/words"; printf '[project]\nname = "words"\nversion = "1.0"\ndependencies = ["nltk", "jieba", "pymorphy3", "faker", "babel", "langdetect", "pycountry", "holidays", "num2words", "spacy", "pint", "dateparser", "pytz", "tzdata", "unidecode", "emoji", "humanize", "pypinyin", "inflect", "snowballstemmer", "textblob", "wordcloud", "charset-normalizer", "chardet", "typer", "rich"]\n[project.scripts]\nwords = "words.cli:app"\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n' > "$1/src/pyproject.toml"; : > "$1/src/words/__init__.py"
  cat > "$1/src/words/cli.py" <<'P'
import typer
app = typer.Typer()
@app.command()
def faker(locale: str):
    from faker import Faker; f = Faker(locale); Faker.seed(1); print(bool(f.name()), bool(f.address()), bool(f.company()), bool(f.phone_number()), bool(f.job()), f.iban()[:2] if locale == "de_DE" else "", bool(f.user_agent()), bool(f.credit_card_number()))
@app.command()
def babel(locale: str):
    from babel import dates, numbers, Locale, units; import datetime
    d = datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.timezone.utc)
    print(dates.format_datetime(d, "full", locale=locale, tzinfo=dates.get_timezone("America/New_York")), numbers.format_currency(1234.5, "EUR", locale=locale), Locale.parse(locale).get_display_name(), units.format_unit(3, "length-meter", locale=locale))
@app.command()
def zh():
    import jieba, jieba.posseg, jieba.analyse, pypinyin; print("/".join(jieba.cut("我来到北京清华大学")), pypinyin.slug("北京"), [w.flag for w in jieba.posseg.cut("我爱北京")], jieba.analyse.extract_tags("我来到北京清华大学", 1))
@app.command()
def ru():
    import pymorphy3; m = pymorphy3.MorphAnalyzer(); print(m.parse("стали")[0].normal_form, m.parse("кошка")[0].make_agree_with_number(5).word)
@app.command()
def lang():
    import langdetect; langdetect.DetectorFactory.seed = 0; print(langdetect.detect("Das ist ein schöner Tag"), langdetect.detect("これは日本語です"))
    import pycountry, gettext; print(pycountry.countries.get(alpha_2="DE").name, gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"]).gettext("Germany"), pycountry.subdivisions.get(code="DE-BY").name, pycountry.currencies.get(alpha_3="JPY").name)
    import holidays, datetime; print(holidays.country_holidays("FR", years=2024).get(datetime.date(2024, 7, 14)), holidays.country_holidays("DE", subdiv="BY", language="en_US", years=2024).get(datetime.date(2024, 10, 3)))
    from num2words import num2words; print(num2words(42, lang="pl"), num2words(3, to="ordinal", lang="es"))
    import humanize, datetime; humanize.i18n.activate("fr_FR"); print(humanize.naturaltime(datetime.timedelta(hours=3)))
    import inflect, snowballstemmer, unidecode, emoji, chardet, charset_normalizer; print(inflect.engine().plural("mouse"), snowballstemmer.stemmer("german").stemWord("häuser"), unidecode.unidecode("北京 Köln"), emoji.demojize("👍", language="es"), chardet.detect("Привет, мир, как дела сегодня".encode("koi8-r"))["encoding"], charset_normalizer.from_bytes("これは日本語の文章です。テスト".encode("shift_jis")).best().encoding)
    import pint; print(pint.UnitRegistry()("3 mile").to("km"))
    import dateparser; print(dateparser.parse("il y a 2 jours", languages=["fr"]) is not None, dateparser.parse("1 Januar 2024 14:00 Europe/Berlin"), dateparser.parse("2024年1月1日"))
    import pytz; print(datetime.datetime(2024, 7, 1, tzinfo=pytz.utc).astimezone(pytz.timezone("Asia/Kathmandu")))
@app.command()
def nlp():
    import nltk; from nltk.stem import PorterStemmer, SnowballStemmer; from nltk.tokenize import TreebankWordTokenizer, RegexpTokenizer
    print(PorterStemmer().stem("running"), SnowballStemmer("french").stem("continuellement"), TreebankWordTokenizer().tokenize("can't stop"), list(nltk.ngrams([1, 2, 3], 2)))
    try: nltk.word_tokenize("a b")
    except LookupError as e: print("nodata", "punkt" in str(e))
    from nltk.sentiment import vader; from nltk.parse import RecursiveDescentParser; g = nltk.CFG.fromstring("S -> 'a' S | 'a'"); print(len(list(RecursiveDescentParser(g).parse(["a", "a"]))))
    import spacy; n = spacy.blank("de"); n.add_pipe("sentencizer"); d = n("Das ist z.B. ein Satz. Noch einer."); print(len(list(d.sents)), [t.text for t in d][:3], [t.is_stop for t in d][:2]); print(len(spacy.blank("ja" if 0 else "fr")("l'eau")), spacy.blank("en")("don't")[0].text)
    from spacy.matcher import Matcher; m = Matcher(n.vocab); m.add("x", [[{"LOWER": "satz"}]]); print(len(m(d))); from spacy import displacy; print(displacy.render(n("Hi Bob"), style="ent", page=True)[:15])
    from wordcloud import WordCloud; WordCloud().generate("the cat sat on mat mat").to_file("/tmp/w.png"); print("cloud")
P
  venv "$1" /opt/venv /src || return 1; rm -rf "$1/src"
}
probe() {
  local l; for l in de_DE ja_JP pt_BR en_GB; do want faker-$l 'True True True True True .* True True' "$(run_main faker $l 2>&1)"; done
  want babel-de 'Montag, 1. Juli 2024.*Nordamerikanische Ostküsten-Sommerzeit.* 1.234,50.*Deutsch 3.Meter' "$(run_main babel de 2>&1 | tr '\n' ' ')"; want babel-ja '2024年7月1日' "$(run_main babel ja 2>&1)"; want babel-ar 'يوليو' "$(run_main babel ar 2>&1)"
  want zh '我/来到/北京/清华大学 bei-jing.*r.*清华大学' "$(run_main zh 2>&1 | tr '\n' ' ')"; want ru 'стать кошек' "$(run_main ru 2>&1)"
  local o; o=$(run_main lang 2>&1 | tr '\n' ' '); want detect 'de ja Germany Allemagne Bayern Yen' "$o"; want holi 'Fête nationale German Unity Day' "$o"; want n2w 'czterdzieści dwa tercero' "$o"; want hum 'il y a 3 heures' "$o"; want infl 'mice haus Bei Jing +Koln :.*: KOI8-R (cp932|shift_jis)' "$o"; want pint '4.82.* kilometer' "$o"; want dp 'True .*2024-01-01 00:00:00 2024-07-01 05:45' "$o"
  o=$(RUN_TIMEOUT=80 run_main nlp 2>&1 | tr '\n' ' '); want nltk 'run continuel .*nodata True 1' "$o"; want spacy "2 \['Das', 'ist', 'z.B.'\].* 2 do 1 <!DOCTYPE html> cloud" "$o"
}
