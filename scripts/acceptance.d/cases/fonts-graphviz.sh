# fonts-graphviz: drawings with text: fonts by fontconfig, layout and output plug-ins listed in a file, another charset
PACKAGES="graphviz fonts-liberation2"
ENTRYPOINT=(dot)
CMD=(-Tsvg)
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; echo 'digraph { node [fontname="Liberation Sans"]; start -> "the end" [label="go"]; }' > "$D/a.dot"
  want svg '<text.*the end' "$(run_main -Tsvg /work/a.dot 2>&1 | tr '\n' ' ')"
  check png run_main -Tpng -o /work/a.png /work/a.dot; pngtest "drawn" "$D/a.png" '[0-9]+x[0-9]+' 10 200
  check pdf run_main -Tpdf -o /work/a.pdf /work/a.dot; want font 'LiberationSans' "$(pdfraw "$D/a.pdf" | grep -aoE 'LiberationSans' | head -1)"
  check jpeg run_main -Tjpg -o /work/a.jpg /work/a.dot; check gif run_main -Tgif -o /work/a.gif /work/a.dot; want "gif file" 'GIF8' "$(magic "$D/a.gif")"
  want neato 'pos=' "$(run_main -Kneato -Tdot /work/a.dot 2>&1)"; want json '"name"' "$(run_main -Tjson /work/a.dot 2>&1)"
  printf 'graph { charset="latin1"; a [label="M\374nchen"]; }' > "$D/l.dot"; want latin1 'München' "$(run_main -Tsvg /work/l.dot 2>&1)"
  want plugins 'cairo' "$(run_main -v -Tpng -o /dev/null /work/a.dot 2>&1)"
  want "unknown format" 'not recognized' "$(run_main -Tnosuch /work/a.dot 2>&1)"
}
