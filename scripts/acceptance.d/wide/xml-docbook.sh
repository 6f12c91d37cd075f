# xml-docbook: xsltproc with the DocBook styles, xmllint, xmlstarlet, jq, yq, through catalogues without a network
PACKAGES="xsltproc docbook-xsl docbook-xml libxml2-utils xmlstarlet jq yq xmlto"
ENTRYPOINT=(/usr/local/bin/docs)
CMD=(html /work/a.xml)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; cat > "$1/usr/local/bin/docs" <<'X'
#!/bin/sh
set -e
case $1 in
 html) xsltproc --nonet http://docbook.sourceforge.net/release/xsl/current/html/docbook.xsl "$2" ;;
 man) cd /work && xsltproc --nonet http://docbook.sourceforge.net/release/xsl/current/manpages/docbook.xsl "$2" ;;
 lint) xmllint --nonet --noout --valid "$2" ;;
 sel) xmlstarlet sel -t -v //title "$2" ;;
 json) jq -r '.a | test("^x";"i") | tostring' "$2"; yq -y . "$2" ;;
 xmlto) xmlto --skip-validation -o /work/x txt "$2" || xmlto --skip-validation -o /work/x xhtml-nochunks "$2" ;;
esac
X
chmod 755 "$1/usr/local/bin/docs"; }
probe() {
  work /work
  printf '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://www.oasis-open.org/docbook/xml/4.5/docbookx.dtd">\n<article lang="de"><title>Titel &mdash; x</title><note><para>p</para></note><sect1><title>S</title><para>q</para></sect1></article>\n' > "$D/a.xml"
  printf '<?xml version="1.0"?>\n<!DOCTYPE refentry PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://www.oasis-open.org/docbook/xml/4.5/docbookx.dtd">\n<refentry><refmeta><refentrytitle>foo</refentrytitle><manvolnum>1</manvolnum></refmeta><refnamediv><refname>foo</refname><refpurpose>bar</refpurpose></refnamediv><refsect1><title>D</title><para>x</para></refsect1></refentry>\n' > "$D/m.xml"
  echo '{"a":"Xyz"}' > "$D/a.json"
  want html 'Titel.*Anmerkung|Titel.*Hinweis' "$(run_main html /work/a.xml 2>&1 | tr '\n' ' ')"; want man 'Writing foo.1|foo.1' "$(run_main man /work/m.xml 2>&1)"
  want lint '^$' "$(run_main lint /work/a.xml 2>&1)"; want sel 'S' "$(run_main sel /work/a.xml 2>&1)"; want json 'true.*a: Xyz' "$(run_main json /work/a.json 2>&1 | tr '\n' ' ')"
  want xmlto '' "$(run_main xmlto /work/a.xml 2>&1)"; check xhtml sh -c "ls $D/x/*"
}
