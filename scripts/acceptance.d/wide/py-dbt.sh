# py-dbt: a project of dbt with duckdb as its adapter (found by the name in profiles.yml), seeds, models, tests, macros, documentation
PACKAGES="python3 python3-venv"
ENTRYPOINT=(dbt)
CMD=(build)
ENV=("PATH=/opt/dbt/bin:/usr/local/bin:/usr/bin:/bin" "DBT_PROFILES_DIR=/dbt" "DBT_SEND_ANONYMOUS_USAGE_STATS=false")
WORKDIR=/dbt
. "$SUITE/lib/py.sh"
prepare() {
  venv "$1" /opt/dbt 'dbt-core<1.10' 'dbt-duckdb<1.10' 'duckdb<1.3' || return 1; local d=$1/dbt; mkdir -p $d/{models,seeds,macros,tests,snapshots}
  printf 'name: shop\nversion: "1.0"\nprofile: shop\nmodels:\n  shop:\n    +materialized: table\n' > $d/dbt_project.yml; printf 'shop:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: /tmp/shop.duckdb\n      threads: 2\n' > $d/profiles.yml
  printf 'id,who\n1,Ä\n2,b\n' > $d/seeds/people.csv; printf '{{ config(materialized="view") }} select id, who, {{ cents("id") }} as c from {{ ref("people") }}\n' > $d/models/a.sql; printf "{{ config(materialized='incremental', unique_key='id') }} select * from {{ ref('a') }} {%% if is_incremental() %%} where id > 1 {%% endif %%}\n" > $d/models/b.sql
  printf 'def model(dbt, session):\n    dbt.config(materialized="table")\n    return dbt.ref("a").filter("id > 1")\n' > $d/models/c.py
  printf 'version: 2\nmodels:\n  - name: a\n    description: "the *a*"\n    columns:\n      - name: id\n        data_tests: [unique, not_null]\n' > $d/models/schema.yml; printf '{%% macro cents(x) %%}({{ x }} * 100){%% endmacro %%}\n' > $d/macros/m.sql; printf 'select * from {{ ref("a") }} where id < 0\n' > $d/tests/t.sql
  printf '{%% snapshot s %%}{{ config(target_schema="snap", unique_key="id", strategy="check", check_cols=["who"]) }} select * from {{ ref("people") }}{%% endsnapshot %%}\n' > $d/snapshots/s.sql
}
probe() {
  local o; o=$(RUN_TIMEOUT=80 run_main build 2>&1 | tr '\n' ' '); want build 'Completed successfully.*PASS=[0-9]+.*ERROR=0' "$o"; want docs 'Catalog written' "$(RUN_TIMEOUT=80 run_main docs generate 2>&1)"; want index '<html|<!doctype' "$(head -c 200 $R/dbt/target/index.html)"
  want ls 'shop.a' "$(RUN_TIMEOUT=80 run_main ls 2>&1)"; want show 'Ä' "$(RUN_TIMEOUT=80 run_main show --inline 'select * from {{ ref("a") }}' 2>&1)"; want debug 'All checks passed|Connection test' "$(RUN_TIMEOUT=80 run_main debug 2>&1)"
}
