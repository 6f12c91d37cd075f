# streamlit, gradio and dash in one venv; each started by its console script
PACKAGES="python3 python3-venv"
ENTRYPOINT=(/srv/entry.sh)
CMD=(streamlit)
ENV=("PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "GRADIO_ANALYTICS_ENABLED=False" "HOME=/tmp" "GRADIO_SERVER_NAME=0.0.0.0")
USER=nobody
WORKDIR=/srv
. "$SUITE/lib/cli.sh"; . "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv streamlit gradio dash pandas plotly gunicorn || return 1
  cat > $1/srv/entry.sh <<'X'
#!/bin/bash
set -euo pipefail
case "$1" in
  streamlit) exec streamlit run st.py --server.port 8000 --server.headless true --browser.gatherUsageStats false ;;
  gradio) exec python3 gr.py ;;
  dash) exec gunicorn -b 0.0.0.0:8000 da:server ;;
  *) exec "$@" ;;
esac
X
  chmod 755 $1/srv/entry.sh
  printf 'import streamlit as st, pandas as pd\nst.title("Hi")\nst.line_chart(pd.DataFrame({"a":[1,2]}))\nst.dataframe(pd.DataFrame({"a":[1]}))\nst.selectbox("x", ["a","b"])\n' > $1/srv/st.py
  printf 'import gradio as gr\ndef f(x): return "hi " + x\ndef i(x): return x\nwith gr.Blocks() as d:\n    t = gr.Textbox(); o = gr.Textbox(); t.submit(f, t, o, api_name="f"); gr.Image(); gr.Dataframe(); gr.Plot(); gr.Audio()\nd.launch(server_port=8000)\n' > $1/srv/gr.py
  printf 'from dash import Dash, dcc, html, dash_table, Input, Output\nimport plotly.express as px\napp = Dash(__name__); server = app.server\napp.layout = html.Div([html.H1("Hi"), dcc.Graph(figure=px.bar(x=[1,2], y=[3,4])), dcc.Input(id="i"), html.Div(id="o"), dash_table.DataTable([{"a": 1}])])\n@app.callback(Output("o", "children"), Input("i", "value"))\ndef cb(v): return "got %%s %%s" %% (v, len(px.data.iris()))\n' > $1/srv/da.py
}
probe() {
  local u=http://127.0.0.1:8000
  start_main; wait_port 8000 40 || return 1; want health ok "$(cget $u/_stcore/health)"; local h; h=$(cget $u/); want st 'Streamlit' "$h"; want js 'javascript' "$(cget -D- -o /dev/null $u/$(grep -oP '(?<=src="\./)static/js/[^"]+' <<<"$h" | head -1))"; want lazy '[1-9]' "$(ls $R/opt/venv/lib/python3.11/site-packages/streamlit/static/static/js | wc -l)"; stop_main
  start_main gradio; wait_port 8000 60 || return 1; sleep 2; want gr 'gradio' "$(cget $u/ | head -c 3000000 | grep -o gradio | head -1)"; local e; e=$(cget -H 'Content-Type: application/json' -d '{"data":["bob"]}' $u/gradio_api/call/f | grep -oP '"event_id":"\K[^"]+'); want grapi 'hi bob' "$(cget --max-time 20 $u/gradio_api/call/f/$e)"; want grjs '200' "$(cget -o /dev/null -w '%{http_code}' $u/$(cget $u/ | grep -oP '(?<=")(\./)?assets/[^"]+\.js' | head -1 | sed 's,^\./,,'))"; stop_main
  start_main dash; wait_port 8000 60 || return 1; want dash 'dash-renderer' "$(cget $u/)"; want layout 'Hi' "$(cget $u/_dash-layout)"; want dep 'o.children' "$(cget $u/_dash-dependencies)"; want cb 'got x 150' "$(cget -H 'Content-Type: application/json' -d '{"output":"o.children","outputs":{"id":"o","property":"children"},"inputs":[{"id":"i","property":"value","value":"x"}],"changedPropIds":["i.value"]}' $u/_dash-update-component)"; local s; for s in $(cget $u/ | grep -oP 'src="/\K_dash-component-suites[^"]+' | head -20); do want suite 200 "$(cget -o /dev/null -w '%{http_code}' $u/$s)"; done; want chunk 200 "$(cget -o /dev/null -w '%{http_code}' "$u/_dash-component-suites/dash/dash_table/async-table.js")"; stop_main
}
