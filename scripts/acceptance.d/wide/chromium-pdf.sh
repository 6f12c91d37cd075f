# chromium-pdf: chromium itself as the entry point, for pictures of pages and PDF
PACKAGES="chromium fonts-dejavu-core ca-certificates"
ENTRYPOINT=(chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage)
CMD=(--print-to-pdf=/work/a.pdf https://svc.dns.test:9443/)
WORKDIR=/work
USER=nobody
ENV=("HOME=/work")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; printf '<html><meta charset=utf-8><title>T</title><body style="background:#fff"><h1>Größe</h1><script>document.body.append(new Intl.NumberFormat("de").format(1234.5), " ", new Date(0).toLocaleDateString("fr",{month:"long"}))</script><svg width=50 height=50><circle r=20 cx=25 cy=25 fill=red /></svg>' > $D/a.html
  run_main --print-to-pdf=/work/a.pdf file:///work/a.html >$H/l 2>&1; want pdf '%PDF' "$(magic $D/a.pdf)"; want font 'DejaVu' "$(pdfraw $D/a.pdf)"; run_main --screenshot=/work/a.png --window-size=300,200 file:///work/a.html >$H/l 2>&1; pngtest png $D/a.png '300x[0-9]+' 10 100; want dom '1.234,5 janvier' "$(run_main --dump-dom file:///work/a.html 2>/dev/null)"
  want https 'hello/chr|ERR_CERT|net::' "$(run_main --ignore-certificate-errors --dump-dom https://svc.dns.test:9443/hello/chr 2>&1)"
}
