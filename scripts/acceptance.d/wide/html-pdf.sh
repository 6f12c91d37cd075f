# html-pdf: wkhtmltopdf, wkhtmltoimage and weasyprint, with fonts of other scripts
PACKAGES="wkhtmltopdf weasyprint fonts-dejavu-core fonts-wqy-zenhei ca-certificates"
ENTRYPOINT=(/usr/local/bin/topdf)
CMD=(wk a.html a.pdf)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work" "XDG_RUNTIME_DIR=/tmp")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; printf '#!/bin/sh\nk=$1; shift\ncase $k in wk) exec wkhtmltopdf -q --enable-local-file-access "$@" ;; img) exec wkhtmltoimage -q --enable-local-file-access "$@" ;; wp) exec weasyprint "$@" ;; esac\n' > $1/usr/local/bin/topdf; chmod 755 $1/usr/local/bin/topdf; }
probe() {
  work /work; mkpng $D/p.png 40 30; printf '<html><meta charset=utf-8><title>T</title><body><h1>Größe 日本</h1><img src=p.png><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="10" cx="20" cy="20"/></svg><script>document.write("js "+(1+1))</script><table><tr><td>a</td></tr></table><a href="https://x.test">l</a></body></html>' > $D/a.html; cp $D/p.png $D/q.png; /usr/bin/python3 -c 1
  run_main wk a.html a.pdf >$H/l 2>&1; want pdf '%PDF' "$(magic $D/a.pdf)"; want font 'DejaVu' "$(pdfraw $D/a.pdf)"; want cjk 'WenQuan|ZenHei' "$(pdfraw $D/a.pdf)"; want wkhttps '%PDF|' "$(run_main wk https://svc.dns.test:9443/hello/x b.pdf 2>&1)"; want https '%PDF' "$(magic $D/b.pdf)"
  run_main img a.html a.png >$H/l 2>&1; want png PNG "$(magic $D/a.png)"; run_main img -f jpg a.html a.jpg >$H/l 2>&1; want jpg JFIF "$(magic $D/a.jpg 12)"
  O=$(run_main wp a.html w.pdf 2>&1); want wp '%PDF' "$(magic $D/w.pdf)"; want wpfont 'DejaVu' "$(pdfraw $D/w.pdf)"; want wpcjk 'WenQuan|ZenHei' "$(pdfraw $D/w.pdf)"; want wphttps '^$' "$(run_main wp https://svc.dns.test:9443/hello/wp x.pdf 2>&1 | grep -i error)"; printf '<html lang=de><style>@page{@bottom-center{content:counter(page)}} p{hyphens:auto;width:40px}</style><p>Donaudampfschifffahrt Silbentrennung</p>' > $D/h.html; run_main wp h.html h.pdf >$H/l 2>&1; want hyph '%PDF' "$(magic $D/h.pdf)"
}
