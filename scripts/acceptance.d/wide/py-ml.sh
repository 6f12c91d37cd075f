# py-ml: a scoring service of the author's with scikit-learn models out of a joblib file, numba, lightgbm, workers by processes, polars and duckdb on parquet, seaborn and plotly reports
PACKAGES="python3 python3-venv libgomp1"
ENTRYPOINT=(/opt/venv/bin/python /app/main.py)
CMD=(serve)
ENV=("PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin" "NUMBA_CACHE_DIR=/tmp/numba" "MPLCONFIGDIR=/tmp/mpl" "HOME=/tmp")
USER=nobody
WORKDIR=/app
EXPOSE=(8000)
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/venv scikit-learn pandas numba lightgbm polars duckdb pyarrow seaborn plotly statsmodels flask waitress openpyxl xlsxwriter networkx || return 1; mkdir -p $1/app/{score,models}
  cat > $1/app/train.py <<'P'
import joblib, numpy as np
from sklearn.pipeline import make_pipeline; from sklearn.preprocessing import StandardScaler; from sklearn.ensemble import RandomForestClassifier, HistGradientBoostingClassifier; from sklearn.feature_extraction.text import TfidfVectorizer; from sklearn.linear_model import LogisticRegression; from sklearn.cluster import KMeans; from sklearn.svm import SVC
X = np.random.RandomState(0).rand(200, 3); y = (X[:, 0] > .5).astype(int)
joblib.dump(make_pipeline(StandardScaler(), RandomForestClassifier(10)).fit(X, y), "/app/models/forest.joblib"); joblib.dump(HistGradientBoostingClassifier(max_iter=5).fit(X, y), "/app/models/hist.joblib"); joblib.dump(make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(["good day", "bad night"] * 5, [1, 0] * 5), "/app/models/text.joblib"); joblib.dump(SVC(probability=True).fit(X, y), "/app/models/svc.joblib"); joblib.dump(KMeans(2, n_init=1).fit(X), "/app/models/km.joblib")
import lightgbm as lgb; lgb.train({"verbose": -1}, lgb.Dataset(X, y), 3).save_model("/app/models/lgb.txt")
P
  cat > $1/app/main.py <<'P'
import sys, traceback
from score import reports
if sys.argv[1] == "serve":
    from flask import Flask, request; from waitress import serve; app = Flask("score")
    @app.route("/<n>")
    def r(n):
        from score import api
        try: return str(getattr(api, n)(request.args))
        except Exception: return traceback.format_exc(), 500
    serve(app, port=8000)
else: print(getattr(reports, sys.argv[1])())
P
  : > $1/app/score/__init__.py
  cat > $1/app/score/api.py <<'P'
import joblib, functools
@functools.cache
def model(n): return joblib.load(f"models/{n}.joblib")
def predict(a): return [int(model(a["m"]).predict([[.9, .1, .1]])[0])]
def text(a): return model("text").predict([a["t"]])[0]
def lgb(a):
    import lightgbm, numpy; return lightgbm.Booster(model_file="models/lgb.txt").predict(numpy.array([[.9, .1, .1]]))[0] > .5
def jit(a):
    import numba, numpy as np
    @numba.njit(cache=True)
    def f(x):
        s = 0.
        for v in x: s += v * v
        return s
    @numba.vectorize(["float64(float64)"])
    def g(x): return x + 1
    @numba.njit(parallel=True)
    def h(n):
        s = 0
        for i in numba.prange(n): s += i
        return s
    return f(np.arange(4.)), g(1.), h(10)
def par(a):
    from joblib import Parallel, delayed; import math; return Parallel(2)(delayed(math.factorial)(i) for i in range(4))
def graph(a):
    import networkx as nx; return nx.shortest_path(nx.path_graph(4), 0, 3), len(nx.pagerank(nx.karate_club_graph()))
def cv(a):
    from sklearn.model_selection import GridSearchCV; from sklearn.neighbors import KNeighborsClassifier; from sklearn.datasets import load_iris; X, y = load_iris(return_X_y=True); return round(GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [3, 5]}, n_jobs=2).fit(X, y).best_score_, 1)
P
  cat > $1/app/score/reports.py <<'P'
def tables():
    import polars as pl, duckdb, pandas as pd, pyarrow.parquet as pq, pyarrow.dataset, pyarrow.compute
    d = pl.DataFrame({"t": ["2024-07-01 12:00"], "v": [1.5]}).with_columns(pl.col("t").str.to_datetime().dt.replace_time_zone("UTC").dt.convert_time_zone("Asia/Kathmandu")); d.write_parquet("/tmp/a.parquet"); q = duckdb.sql("select count(*) from '/tmp/a.parquet'").fetchone()
    p = pd.read_parquet("/tmp/a.parquet"); p["t"] = p["t"].dt.tz_localize(None); p.to_excel("/tmp/a.xlsx", engine="xlsxwriter"); x = pd.read_excel("/tmp/a.xlsx"); p.to_feather("/tmp/a.f"); s = pd.Series([1, 2], index=pd.date_range("2024-01-01", periods=2, tz="US/Eastern")); return q, str(d["t"][0]), list(x.columns), s.resample("D").sum().iloc[0], pl.read_csv(b"a,b\n1,2").lazy().select(pl.col("a").sum()).collect().item(), duckdb.sql("select json_extract('{\"a\":1}','$.a')").fetchall()
def plots():
    import seaborn as sns, matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as plt, pandas as pd
    f = sns.lmplot(data=pd.DataFrame({"x": [1, 2, 3], "y": [1, 4, 9]}), x="x", y="y"); f.savefig("/tmp/s.png"); plt.figure(); plt.title(r"$\frac{a}{b}$ Größe"); plt.savefig("/tmp/a.pdf"); plt.savefig("/tmp/a.svg")
    import plotly.express as px, plotly.io; h = px.scatter(x=[1, 2], y=[3, 4], template="plotly_dark").to_html(include_plotlyjs=True); return "png" if open("/tmp/s.png", "rb").read(4) == b"\x89PNG" else "no", len(h) > 1000000, open("/tmp/a.pdf", "rb").read(4)
def stats():
    import statsmodels.api as sm, statsmodels.formula.api as smf, pandas as pd, scipy.stats, scipy.optimize; d = pd.DataFrame({"x": [1., 2, 3, 4], "y": [2., 4, 6.1, 8]}); r = smf.ols("y ~ x", d).fit(); return round(r.params["x"]), "OLS" in str(r.summary()), round(scipy.stats.norm.cdf(0), 1), round(scipy.optimize.brentq(lambda x: x - 2, 0, 5))
P
  pip_run "$1" /opt/venv/bin/python /app/train.py && rm $1/app/train.py
}
probe() {
  start_main; wait_port 8000 60 || return 1; local u=http://127.0.0.1:8000 m
  for m in forest hist svc km; do want $m '\[[01]\]' "$(cget --max-time 60 $u/predict?m=$m)"; done; want text '^1$' "$(cget "$u/text?t=good")"; want lgb True "$(cget $u/lgb)"; want jit '14.0, .*2.0.*45' "$(cget --max-time 80 $u/jit)"; want par '1, 1, 2, 6' "$(cget --max-time 40 $u/par)"; want graph '0, 1, 2, 3.*34' "$(cget $u/graph)"; want cv '1.0|0.9' "$(cget --max-time 60 $u/cv)"
  want tables '17:45:00.*v.*, 1, .*1' "$(RUN_TIMEOUT=60 run_main tables 2>&1)"; want plots "'png', True, b'%PDF'" "$(RUN_TIMEOUT=80 run_main plots 2>&1)"; want stats '2, True, .*0.5.*, 2' "$(RUN_TIMEOUT=60 run_main stats 2>&1)"
}
