# doc-pandoc: a Haskell program with data files: templates, styles, translations; filters in Lua; pictures fetched over HTTPS
PACKAGES="pandoc"
ENTRYPOINT=(pandoc)
CMD=(--version)
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf -- '---\ntitle: Über\nlang: de\n---\n\n# One\n\nText *here* [@knuth].\n\n```python\nprint(1)\n```\n\n![p](https://svc.dns.test:9443/p.png)\n' > "$D/a.md"
  printf '@book{knuth, author={Knuth, Donald}, title={Art}, year={1968}}\n' > "$D/a.bib"; mkpng "$H/www/p.png" 8 8
  want html '<title>Über</title>.*class="sourceCode' "$(run_main -s /work/a.md -t html5 2>&1 | tr '\n' ' ')"
  want embedded 'src="data:' "$(run_main -s --self-contained /work/a.md -t html5 2>&1)"
  want citation 'Knuth.*1968' "$(run_main -C --bibliography /work/a.bib /work/a.md -t plain 2>&1 | tr '\n' ' ')"
  check docx run_main /work/a.md -o /work/a.docx; want "docx file" '^PK' "$(magic "$D/a.docx")"
  check epub run_main /work/a.md -o /work/a.epub; check odt run_main /work/a.md -o /work/a.odt
  want "back from docx" 'Text \*here\*' "$(run_main /work/a.docx -t markdown 2>&1)"
  printf 'function Str(e) return pandoc.Str(e.text:upper()) end\n' > "$D/up.lua"; want filter 'TEXT \*HERE\*' "$(run_main -L /work/up.lua /work/a.md -t markdown 2>&1)"
  want latex '\\documentclass' "$(run_main -s /work/a.md -t latex 2>&1)"; want slides 'reveal' "$(run_main -s /work/a.md -t revealjs 2>&1 | head -c 20000)"
  want contents 'Inhaltsverzeichnis|toc-title|TOC' "$(run_main -s --toc -V toc-title=Inhaltsverzeichnis /work/a.md -t html5 2>&1 | tr '\n' ' ')"
}
