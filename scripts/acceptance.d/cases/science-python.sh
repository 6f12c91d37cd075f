# science-python: a small service of scipy and matplotlib: Fortran libraries behind alternatives, lazily imported parts, fonts in pictures
PACKAGES="python3-scipy python3-matplotlib python3-pandas"
ENTRYPOINT=(python3 /srv/lab/app.py)
ENV=("MPLCONFIGDIR=/tmp/mpl" "TZ=America/Denver" "MPLBACKEND=Agg")
USER=nobody
WORKDIR=/srv/lab
EXPOSE=(8000)
. "$SUITE/lib/cli.sh"
prepare() {
  mkdir -p "$1/srv/lab"; cat > "$1/srv/lab/app.py" <<'X'
import io, http.server, urllib.parse, urllib.request
import numpy as np
def fit(q):
    from scipy.optimize import curve_fit
    x = np.linspace(0, 4, 50); p, _ = curve_fit(lambda x, a, b: a * np.exp(-b * x), x, 2.5 * np.exp(-1.3 * x)); return "fit %.2f %.2f" % tuple(p)
def linear(q):
    import scipy.linalg as la, scipy.sparse as sp, scipy.sparse.linalg as sl
    a = np.array([[4.0, 1], [1, 3]]); return "eig %.4f %.4f" % (la.eigvalsh(a)[0], sl.spsolve(sp.csc_matrix(a), np.array([1.0, 2]))[1])
def signal(q):
    from scipy import fft, signal, stats, interpolate, integrate
    return "signal %d %.3f %.3f" % (np.argmax(np.abs(fft.rfft(np.sin(2 * np.pi * 5 * np.arange(100) / 100)))), stats.norm.cdf(1.96), integrate.quad(np.cos, 0, 1)[0])
def plot(q):
    import matplotlib.pyplot as plt
    f, ax = plt.subplots(figsize=(3, 2)); ax.plot([1, 3, 2]); ax.set_title("Größe $x^2$"); b = io.BytesIO(); f.savefig(b, format=q.get("f", "png")); plt.close(f); return b.getvalue()
def frame(q):
    import pandas as pd
    d = pd.DataFrame({"t": pd.date_range("2024-01-01", periods=4, freq="6H", tz="UTC").tz_convert("America/Denver"), "v": [1, 2, 3, 4]})
    return "frame %s %s" % (d.set_index("t").resample("D").sum()["v"].tolist(), d.t[0].strftime("%H:%M %Z"))
def out(q): return urllib.request.urlopen("https://backend.panel.test:9443/hello/lab").read()
class H(http.server.BaseHTTPRequestHandler):
    def log_message(self, *a): pass
    def do_GET(self):
        u = urllib.parse.urlparse(self.path); q = dict(urllib.parse.parse_qsl(u.query))
        try: b, c = globals()[u.path.strip("/")](q), 200
        except Exception as e: b, c = "%s: %s" % (type(e).__name__, e), 500
        b = b if isinstance(b, bytes) else b.encode(); self.send_response(c); self.send_header("Content-Length", str(len(b))); self.end_headers(); self.wfile.write(b)
http.server.ThreadingHTTPServer(("0.0.0.0", 8000), H).serve_forever()
X
}
probe() {
  start_main; wait_port 8000 || return 1; local u=http://127.0.0.1:8000
  want fit 'fit 2.50 1.30' "$(cget --max-time 40 $u/fit)"; want linear 'eig 2.3820 0.6364' "$(cget $u/linear)"
  want signal 'signal 5 0.975 0.841' "$(cget --max-time 40 $u/signal)"
  curl -sS --max-time 60 -o "$H/p.png" $u/plot; pngtest plot "$H/p.png" 300x200 50 300
  want svg '<svg' "$(cget --max-time 40 "$u/plot?f=svg")"; want pdf '%PDF' "$(curl -sS --max-time 40 "$u/plot?f=pdf" | head -c 4)"
  want pandas 'frame \[3, 7\]|frame \[[0-9, ]+\] 17:00 MST' "$(cget --max-time 40 $u/frame)"; want https 'hello from /hello/lab' "$(cget $u/out)"
}
