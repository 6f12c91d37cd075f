# Dancer2 under plackup/Starman with Template Toolkit, sessions, JSON and a config file that names engines; a Catalyst app beside
PACKAGES="libdancer2-perl starman libtemplate-perl libjson-xs-perl libyaml-perl libdbd-sqlite3-perl libdancer2-plugin-database-perl libcatalyst-perl libcatalyst-view-tt-perl libcatalyst-modules-perl"
ENTRYPOINT=(plackup)
CMD=(-E production -s Starman --port 8000 --workers 2 /srv/d/bin/app.psgi)
USER=www-data
WORKDIR=/srv/d
EXPOSE=(8000)
prepare() {
  local a=$1/srv/d; mkdir -p $a/{bin,lib,views/layouts,public,environments}
  printf 'use FindBin; use lib "$FindBin::Bin/../lib"; use D; D->to_app;\n' > $a/bin/app.psgi
  printf 'package D;\nuse Dancer2;\nuse Dancer2::Plugin::Database;\nget "/" => sub { session n => (session("n")//0)+1; template "index", { n => session("n"), w => "Ä" } };\nget "/json" => sub { send_as JSON => { a => [1] } };\nget "/yaml" => sub { send_as YAML => { a => 1 } };\nget "/db" => sub { my ($x) = database->selectrow_array("select 6*7"); $x };\nget "/die" => sub { die "boom" };\nget "/f" => sub { send_file "a.txt" };\nany ["post"] => "/p" => sub { body_parameters->get("x") };\nget "/log" => sub { warning "logged"; "ok" };\n1;\n' > $a/lib/D.pm
  printf 'appname: D\nlayout: main\ncharset: UTF-8\ntemplate: template_toolkit\nengines:\n  template:\n    template_toolkit:\n      start_tag: "<%%"\n      end_tag: "%%>"\n  session:\n    YAML:\n      session_dir: /tmp/s\nsession: YAML\nplugins:\n  Database:\n    driver: SQLite\n    database: /tmp/d.db\n' > $a/config.yml; printf 'logger: file\nengines:\n  logger:\n    file:\n      log_dir: /tmp\nshow_errors: 0\n' > $a/environments/production.yml
  printf '<%% USE date %%><%% w | html %%> <%% n %%> <%% date.format(0, "%%Y", "en_US", 1) %%><%% FILTER upper %%>abc<%% END %%>' > $a/views/index.tt; printf '<title>M</title><%% content %%>' > $a/views/layouts/main.tt; echo x > $a/public/a.txt; echo '<h1>custom404</h1>' > $a/public/404.html
}
probe() {
  start_main; wait_port 8000 || return 1; local u=http://127.0.0.1:8000
  cget -c $H/j $u/ >/dev/null; want index '<title>M</title>Ä 2 [0-9]{4}ABC' "$(cget -b $H/j $u/)"; want json '"a":\[1\]' "$(cget $u/json)"; want yaml 'a: ' "$(cget $u/yaml)"; want db 42 "$(cget $u/db)"; want die '500|Internal Server' "$(cget $u/die)"; want nf custom404 "$(cget $u/nope)"; want f '^x$' "$(cget $u/f)"; want p ü "$(cget -d x=%C3%BC $u/p)"; cget $u/log >/dev/null; want log logged "$(cat $R/tmp/production.log)"
}
