# CMD of `uv run`: the tool looks for the project's virtual environment and asks its interpreter about itself; nothing of it is on PATH
PACKAGES="python3 python3-venv"
ENTRYPOINT=(uv run --no-sync)
CMD=(uvicorn app:app --host 0.0.0.0 --port 8000)
ENV=("UV_PYTHON_DOWNLOADS=never" "UV_OFFLINE=1" "UV_CACHE_DIR=/tmp/uv")
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  local r=$1 a=$1/app; mkdir -p "$a"
  printf '[project]\nname = "svc"\nversion = "0.1.0"\nrequires-python = ">=3.11"\ndependencies = ["starlette", "uvicorn", "jinja2", "numba"]\n' > "$a/pyproject.toml"
  printf 'from starlette.applications import Starlette\nfrom starlette.responses import PlainTextResponse\nfrom starlette.routing import Route\ndef hi(r): return PlainTextResponse("hi")\ndef nb(r):\n    import numba\n    @numba.njit\n    def f(x): return x + 1\n    return PlainTextResponse(str(f(41)))\napp = Starlette(routes=[Route("/", hi), Route("/nb", nb)])\n' > "$a/app.py"
  [ -x "$CACHE/uv" ] || { pip download -q --no-deps -d "$CACHE/uvd" uv && (cd "$CACHE/uvd" && unzip -qo uv-*.whl && cp uv-*/scripts/uv "$CACHE/uv" && chmod 755 "$CACHE/uv") || return 1; }
  cp "$CACHE/uv" "$r/usr/local/bin/uv"; pip_run "$r" sh -c 'cd /app && UV_CACHE_DIR=/root/.cache/pip/uv UV_PYTHON=/usr/bin/python3 uv -q sync' || return 1
}
probe() {
  start_main; wait_port 8000 40 || return 1; want hi '^hi$' "$(cget http://127.0.0.1:8000/)"; want nb '^42$' "$(cget --max-time 60 http://127.0.0.1:8000/nb)"
  want py '3\.11' "$(run_main python -c 'import sys; print(sys.version)' 2>&1)"; want mod 'Running uvicorn|uvicorn' "$(run_main python -m uvicorn --version 2>&1)"
}
