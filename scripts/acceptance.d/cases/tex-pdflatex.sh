# tex-pdflatex: a typesetting system that finds its thousands of files through an index, makes formats at install time, and runs helpers
PACKAGES="texlive-latex-base"
EXTRA="One document uses few of the macros and of the fonts' metrics; which, only its own text says."
ENTRYPOINT=(pdflatex -interaction=nonstopmode -halt-on-error)
CMD=(/work/a.tex)
ENV=("TEXMFVAR=/tmp/texmf-var" "HOME=/tmp")
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; printf '\\documentclass[12pt]{article}\n\\usepackage[utf8]{inputenc}\\usepackage{amsmath,graphicx,hyperref,booktabs,babel}\n\\title{Tïtle}\\begin{document}\\maketitle\\section{One}\\label{s}Größe $\\sqrt{\\frac{a}{b}}$, see \\ref{s}. \\includegraphics[width=1cm]{p.png}\\begin{align*}x&=1\\end{align*}\\end{document}\n' | sed 's/,booktabs,babel//' > "$D/a.tex"; mkpng "$D/p.png" 20 20
  want run 'Output written on' "$(run_main /work/a.tex 2>&1 | tr -d '\n' | tail -c 300)"; want "second run" 'Output written on' "$(run_main /work/a.tex 2>&1 | tr -d '\n' | tail -c 300)"
  want pdf '%PDF' "$(magic "$D/a.pdf")"; want fonts 'CMR12' "$(pdfraw "$D/a.pdf" | grep -aoE 'CMR12' | head -1)"; want reference 'newlabel.s.' "$(cat "$D/a.aux" 2>&1)"
  printf '\\documentclass{article}\\begin{document}\\undefined\\end{document}\n' > "$D/b.tex"; want "an error" 'Undefined control sequence' "$(run_main /work/b.tex 2>&1)"
}
