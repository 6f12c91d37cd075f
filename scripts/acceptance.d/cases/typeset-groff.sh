# typeset-groff: a pipeline of preprocessors, a typesetter with macros, fonts and device descriptions, and a PDF maker in perl
PACKAGES="groff"
EXTRA="All charsets, since a document comes in any; macros and fonts of devices that one document does not use; what makes fonts."
ENTRYPOINT=(groff)
CMD=(--help)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf '.TH PITH 1 2024\n.SH NAME\npith \\- keeps\n.SH OPTIONS\n.TS\nbox;\nl l.\nalpha\tbeta\n.TE\n.EQ\nx sup 2\n.EN\n' > "$D/a.1"
  want man 'PITH\(1\)' "$(run_main -t -e -man -Tutf8 /work/a.1 2>&1)"
  want table 'alpha' "$(run_main -t -e -man -Tascii /work/a.1 2>&1)"
  check pdf run_main -t -e -man -Tpdf /work/a.1; run_main -t -e -man -Tpdf /work/a.1 > "$D/a.pdf" 2>/dev/null; want "pdf file" '%PDF' "$(magic "$D/a.pdf")"
  want ps '%!PS-Adobe' "$(run_main -ms -Tps /work/a.1 2>&1)"
  printf '.LP\nGr\374\337e\n' > "$D/l.ms"; want latin1 'Grüße' "$(run_main -K latin1 -ms -Tutf8 /work/l.ms 2>&1)"
  printf '.LP\n\317\322\311\327\305\324\n' > "$D/k.ms"; want koi8 'ПРИВЕТ|привет|орив' "$(run_main -K koi8-r -ms -Tutf8 /work/k.ms 2>&1)"
  want html '<html' "$(run_main -ms -Thtml /work/l.ms 2>&1)"
  want hyphens 'incompre' "$(printf '.ll 3i\n.hla en\nAn incomprehensibility of internationalization considerations everywhere.\n' > "$D/h"; run_main -Tutf8 /work/h 2>&1)"
  want dvi '..' "$(run_main -ms -Tdvi /work/l.ms 2>/dev/null | head -c 20 | tr -c '[:print:]' .)"
}
