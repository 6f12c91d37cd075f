# jupyter server with a kernel that runs a notebook, nbconvert to html/markdown/script, voila-like use over REST
PACKAGES="python3 python3-venv"
ENTRYPOINT=(jupyter)
CMD=(lab --ip=0.0.0.0 --no-browser --IdentityProvider.token=abc --ServerApp.root_dir=/work)
ENV=("PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
USER=jovyan
WORKDIR=/home/jovyan
EXPOSE=(8888)
. "$SUITE/lib/cli.sh"; . "$SUITE/lib/py.sh"
prepare() { add_user "$1" jovyan 1000 || return 1; venv "$1" /opt/venv jupyterlab nbconvert ipykernel ipywidgets numpy matplotlib || return 1; }
probe() {
  work /work; printf '{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":["# Größe $x^2$"]},{"cell_type":"code","id":"b","metadata":{},"source":["import math\\nprint(6*7)"],"outputs":[],"execution_count":null},{"cell_type":"code","id":"c","metadata":{},"source":["%%matplotlib inline\\nimport matplotlib.pyplot as p\\np.plot([1,2]);"],"outputs":[],"execution_count":null}],"metadata":{"kernelspec":{"name":"python3","display_name":"P","language":"python"}},"nbformat":4,"nbformat_minor":5}' > $D/n.ipynb; chmod 666 $D/n.ipynb
  start_main; wait_port 8888 60 || return 1; local u=http://127.0.0.1:8888 a='Authorization: token abc'
  want api '"version"' "$(cget $u/api)"; want auth 'Forbidden' "$(cget $u/api/contents)"; want contents 'n.ipynb' "$(cget -H "$a" $u/api/contents)"; want lab 'JupyterLab' "$(cget "$u/lab?token=abc")"; want specs 'ipykernel' "$(cget -H "$a" $u/api/kernelspecs)"; want login 'Password or token|Token' "$(cget $u/login)"
  want settings 'shortcuts' "$(cget -H "$a" $u/lab/api/settings | head -c 100000)"; want ext 'identity' "$(cget -H "$a" $u/lab/api/listings/@jupyterlab/extensionmanager-extension/listings.json; cget -H "$a" $u/api/me)"
  local k; k=$(cget -H "$a" -H 'Content-Type: application/json' -d '{"name":"python3"}' $u/api/kernels | grep -oP '"id": ?"\K[^"]+'); want kernel '[0-9a-f]{8}' "$k"
  want nbhtml 'Gr.*42' "$(RUN_TIMEOUT=90 run_main nbconvert --to html --execute --stdout /work/n.ipynb 2>&1 | tr '\n' ' ' | grep -o 'Größe.*' | cut -c1-200000)"; want nbpng 'data:image/png' "$(RUN_TIMEOUT=90 run_main nbconvert --to html --execute --stdout /work/n.ipynb 2>&1 | grep -o 'data:image/png' | head -1)"
  want nbmd '# Größe' "$(run_main nbconvert --to markdown --stdout /work/n.ipynb 2>&1)"; want nbpy 'print\(6' "$(run_main nbconvert --to script --stdout /work/n.ipynb 2>&1)"; want nbslides 'reveal' "$(run_main nbconvert --to slides --stdout /work/n.ipynb 2>&1 | grep -o reveal | head -1)"; want list 'python3' "$(run_main kernelspec list 2>&1)"; want exportcell 'html' "$(cget -H "$a" $u/api/nbconvert)"; want nbc 'Gr' "$(cget -H "$a" "$u/nbconvert/html/n.ipynb" | grep -o 'Größe' | head -1)"
}
