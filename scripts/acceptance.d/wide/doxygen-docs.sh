# doxygen-docs: doxygen with graphs, and asciidoctor to html and pdf
PACKAGES="doxygen graphviz asciidoctor ruby-asciidoctor-pdf ruby-rouge fonts-dejavu-core"
ENTRYPOINT=(/usr/local/bin/docs)
CMD=(doxygen)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/docs" <<'X'
#!/bin/sh
set -e
case $1 in
  doxygen) doxygen ${2:--} ;;
  html) asciidoctor -a source-highlighter=rouge "$2" ;;
  pdf) asciidoctor-pdf "$2" ;;
  docbook) asciidoctor -b docbook -o - "$2" ;;
  man) asciidoctor -b manpage -o - "$2" ;;
esac
X
chmod 755 "$1/usr/local/bin/docs"; }
probe() {
  work /work
  printf '/** \\file */\n/** Base ü. */\nclass A { public: virtual void f(); };\n/** Sub. \\f$a^2\\f$ */\nclass B : public A { public: void f(); /**< over */ };\n' > "$D/a.h"
  printf 'PROJECT_NAME=Demo\nINPUT=/work/a.h\nOUTPUT_DIRECTORY=/work\nHAVE_DOT=YES\nGENERATE_LATEX=YES\nGENERATE_MAN=YES\nGENERATE_XML=YES\nOUTPUT_LANGUAGE=German\nUSE_MATHJAX=YES\nDOT_IMAGE_FORMAT=svg\nUML_LOOK=YES\nCALL_GRAPH=YES\n' > "$D/Doxyfile"
  printf '= Titel\nAutor <a@b.c>\n:toc:\n:lang: de\n\n== Sec\n\nNOTE: hinweis\n\n[source,ruby]\n----\nputs "x"\n----\n\n|===\n|a |b\n|===\n\nstem:[x^2] icon:tags[] ünï\n' > "$D/a.adoc"; printf '= foo(1)\nA\n:doctype: manpage\n\n== NAME\n\nfoo - bar\n\n== SYNOPSIS\n\n*foo*\n' > "$D/m.adoc"
  want doxygen 'finished|lookup cache' "$(run_main doxygen /work/Doxyfile 2>&1)"; want german 'Klassenhierarchie|Klasse' "$(cat "$D/html/classB.html" 2>&1)"; want svg 'svg' "$(ls "$D/html" 2>&1)"; check xml test -s "$D/xml/classB.xml"; check man test -s "$D/man/man3/B.3"
  want template 'PROJECT_NAME' "$(run_main doxygen '-g -' 2>&1)"
  want html '' "$(run_main html /work/a.adoc 2>&1)"; want rouge 'class="[a-z]+".*puts|rouge' "$(cat "$D/a.html" | tr '\n' ' ')"; want css 'Asciidoctor' "$(head -c 3000 "$D/a.html")"
  want pdf '' "$(run_main pdf /work/a.adoc 2>&1)"; want pdf-file '%PDF' "$(magic "$D/a.pdf")"; want docbook '<section' "$(run_main docbook /work/a.adoc 2>&1)"; want man '.TH "FOO" "1"' "$(run_main man /work/m.adoc 2>&1)"
}
