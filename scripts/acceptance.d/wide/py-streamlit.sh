# py-streamlit: dashboards: a streamlit application with pages, a gradio one beside, altair and pydeck charts; `streamlit run` in /app
PACKAGES="python3 python3-venv"
ENTRYPOINT=(streamlit run)
CMD=(app.py --server.port=8000 --server.headless=true)
ENV=("PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin" "HOME=/tmp")
USER=1000
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv streamlit nicegui || return 1; mkdir -p $1/app/{pages,.streamlit,lib}
  printf 'import streamlit as st, pandas as pd, altair as alt\nfrom lib.data import frame\nst.set_page_config(page_title="Desk"); st.title("Größe"); d = frame(); st.dataframe(d); st.line_chart(d); st.altair_chart(alt.Chart(d).mark_bar().encode(x="a", y="b")); st.map(pd.DataFrame({"lat": [48.], "lon": [16.]}))\nif st.button("go"): st.write("went")\nst.download_button("dl", d.to_csv()); open("/tmp/ran", "w").write("ran")\n' > $1/app/app.py; printf 'import streamlit as st\nst.markdown("**two**"); st.code("x = 1"); st.latex("a^2"); st.json({"a": 1})\n' > $1/app/pages/two.py; : > $1/app/lib/__init__.py; printf 'import streamlit as st, pandas as pd\n@st.cache_data\ndef frame(): return pd.DataFrame({"a": [1, 2], "b": [3, 4]})\n' > $1/app/lib/data.py; printf '[browser]\ngatherUsageStats = false\n[theme]\nbase = "dark"\n' > $1/app/.streamlit/config.toml
  printf 'from streamlit.testing.v1 import AppTest\na = AppTest.from_file("/app/app.py").run(timeout=30); print("exc", len(a.exception), a.title[0].value); a.button[0].click().run(); print("went", any(m.value == "went" for m in a.markdown)); b = AppTest.from_file("/app/pages/two.py").run(); print("two", b.markdown[0].value, b.json[0].value)\n' > $1/app/check.py
  printf '#!/opt/venv/bin/python\nfrom nicegui import ui\n@ui.page("/")\ndef p(): ui.label("Hi nice"); ui.table(rows=[{"a": 1}]); ui.markdown("# x"); ui.mermaid("graph LR; A-->B"); ui.echart({}); ui.aggrid({}); ui.codemirror("x")\nui.run(port=8001, show=False, reload=False)\n' > $1/app/nice.py; chmod 755 $1/app/nice.py
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000 j; want html '<title>Streamlit' "$(cget $u/)"; j=$(cget $u/ | grep -o 'static/js/[^"]*js' | head -1); want js 'import|function' "$(cget $u/$j | head -c 2000)"; want health ok "$(cget $u/_stcore/health)"; want conf 'allowedOrigins' "$(cget $u/_stcore/host-config)"
  python3 - <<'P' > $H/ws 2>&1
import socket, os, base64, struct, time
s = socket.create_connection(("127.0.0.1", 8000)); k = base64.b64encode(os.urandom(16)).decode(); s.send(f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nOrigin: http://127.0.0.1:8000\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {k}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: streamlit\r\n\r\n".encode())
print(s.recv(4096)[:200]); b = bytes([0x5a, 0]); m = os.urandom(4); s.send(bytes([0x82, 0x80 | len(b)]) + m + bytes(x ^ m[i % 4] for i, x in enumerate(b)))
s.settimeout(6); d = b""
try:
    while True:
        x = s.recv(65536)
        if not x: break
        d += x
except OSError: pass
print(len(d), b"Gr\xc3\xb6\xc3\x9fe" in d)
P
  want ws '101' "$(cat $H/ws)"; check ran test -s $R/tmp/ran; _argv - /opt/venv/bin/python /app/check.py; want apptest 'exc 0 Größe went True two \*\*two\*\*' "$(timeout 60 "${ARGV[@]}" 2>&1 | grep -v WARN | tr '\n' ' ')"
  stop_main; ENTRYPOINT=(/app/nice.py); CMD=(); start_main ; wait_port 8001 40 || return 1; want nice 'Hi nice' "$(cget http://127.0.0.1:8001/)"; local v; v=$(cget http://127.0.0.1:8001/ | grep -o '/_nicegui/[^"]*\.js' | head -1); want njs '.' "$(cget -o /dev/null -w '%{http_code}' http://127.0.0.1:8001$v)"
}
