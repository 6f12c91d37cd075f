# py-test: pytest as the image's own command, for the author's package in /app/src and its tests: xdist, cov, asyncio, mock, hypothesis, html and junit reports, doctests, a conftest with plug-ins by name, tox's kin left out
PACKAGES="python3 python3-venv git"
ENTRYPOINT=(pytest)
CMD=(-q)
ENV=("PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin" "PYTHONDONTWRITEBYTECODE=1")
WORKDIR=/app
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /venv pytest pytest-xdist pytest-cov pytest-asyncio pytest-mock pytest-html pytest-timeout pytest-randomly hypothesis freezegun responses requests factory-boy respx httpx pytest-benchmark syrupy mypy ruff || return 1; local a=$1/app; mkdir -p $a/src/calc $a/tests/__snapshots__ $a/plug
  printf '[tool.pytest.ini_options]\npythonpath = ["src", "plug"]\ntestpaths = ["tests", "src"]\naddopts = "--doctest-modules -p myplug"\nasyncio_mode = "auto"\nmarkers = ["slow: slow ones"]\n[tool.coverage.run]\nbranch = true\n[tool.mypy]\nstrict = true\nmypy_path = "src"\n[tool.ruff]\nline-length = 80\n' > $a/pyproject.toml
  printf '"""Calc.\n\n>>> add(1, 2)\n3\n"""\nimport asyncio\n\n\ndef add(a: int, b: int) -> int:\n    """Adds."""\n    return a + b\n\n\nasync def later(x: int) -> int:\n    await asyncio.sleep(0)\n    return x\n' > $a/src/calc/__init__.py; printf 'import pytest\n@pytest.fixture\ndef plugged(): return "plugged"\ndef pytest_report_header(config): return "myplug here"\n' > $a/plug/myplug.py
  printf 'import pytest\n@pytest.fixture(scope="session", params=[1, 2])\ndef num(request): return request.param\n' > $a/tests/conftest.py
  cat > $a/tests/test_calc.py <<'P'
import datetime, subprocess, sys
import calc, pytest, requests, responses, httpx, respx
from hypothesis import given, settings, strategies as st, HealthCheck
settings.register_profile("slow", deadline=None, suppress_health_check=list(HealthCheck)); settings.load_profile("slow")
from freezegun import freeze_time
import factory
@given(st.integers(), st.integers())
def test_add(a, b): assert calc.add(a, b) == calc.add(b, a)
@given(st.text(), st.emails(), st.datetimes(timezones=st.timezones()), st.from_regex(r"a+"))
def test_hyp(t, e, d, r): assert "@" in e
async def test_later(): assert await calc.later(3) == 3
def test_num(num, plugged, tmp_path, capsys, monkeypatch, mocker):
    m = mocker.patch("calc.add", return_value=9); assert calc.add(num, 0) == 9; m.assert_called_once()
@freeze_time("2024-01-01")
def test_time(): assert datetime.date.today().year == 2024
@responses.activate
def test_resp():
    responses.get("https://x.test/a", json={"a": 1}); assert requests.get("https://x.test/a").json() == {"a": 1}
@respx.mock
def test_respx():
    respx.get("https://x.test/b").respond(204); assert httpx.get("https://x.test/b").status_code == 204
def test_factory():
    class F(factory.Factory):
        class Meta: model = dict
        name = factory.Faker("name", locale="de_DE")
    assert F()["name"]
def test_snap(snapshot): assert {"a": [1, 2]} == snapshot
def test_bench(benchmark): assert benchmark(calc.add, 1, 2) == 3
@pytest.mark.slow
def test_fail(): assert [1, 2, {"a": 1}] == [1, 3, {"a": 2}]
@pytest.mark.xfail
def test_xfail(): raise ValueError
def test_sub(): assert subprocess.check_output([sys.executable, "-c", "import calc; print(calc.add(1, 1))"], env={"PYTHONPATH": "src"}).strip() == b"2"
P
  pip_run "$1" sh -c 'cd /app && /venv/bin/pytest -q -p no:cacheprovider --snapshot-update -k test_snap >/dev/null'
}
probe() {
  EXTRA_ENV=(HOME=/tmp); RUN_TIMEOUT=80; want run 'myplug here.*1 failed, [0-9]+ passed.*1 xfailed' "$(run_main 2>&1 -rA | tr '\n' ' ')"; want diff 'At index 1 diff: 2 != 3' "$(run_main -k fail 2>&1)"; want xdist 'passed' "$(run_main -n 2 -q -m 'not slow' 2>&1)"; want cov 'TOTAL.*100%|TOTAL' "$(run_main --cov=calc --cov-report=term --cov-report=html:/tmp/cov --cov-report=xml:/tmp/c.xml -m 'not slow' 2>&1)"; check html test -s $R/tmp/cov/index.html; want junit '' "$(run_main --junitxml=/tmp/j.xml --html=/tmp/r.html --self-contained-html -m 'not slow' 2>&1 | tail -0)"; want j '<testsuite' "$(cat $R/tmp/j.xml)"; want r '<html' "$(head -c 200 $R/tmp/r.html)"; want markers 'slow ones' "$(run_main --markers 2>&1)"; want fixtures 'plugged' "$(run_main --fixtures 2>&1)"; want collect 'test_add' "$(run_main --collect-only -q 2>&1)"; want bench 'Name .time' "$(run_main -k bench --benchmark-only -p no:randomly 2>&1)"; want pdb 'Pdb|pdb' "$(echo q | run_main -k fail --pdb 2>&1)"; want lf 'passed|failed|deselected' "$(run_main --lf --durations=3 2>&1)"
}
