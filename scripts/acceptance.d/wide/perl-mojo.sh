# perl-mojo: a full Mojolicious application under hypnotoad: plug-ins, templates, helpers, validation, a command of its own, the user agent over TLS, DBI with three drivers; a Catalyst application by its server script beside
PACKAGES="libmojolicious-perl libmojolicious-plugin-assetpack-perl libio-socket-ssl-perl libev-perl libcpanel-json-xs-perl libdbi-perl libdbd-sqlite3-perl libdbd-pg-perl libdbd-mysql-perl libmojo-pg-perl libcatalyst-perl libcatalyst-modules-perl libcatalyst-view-tt-perl libcatalyst-model-dbic-schema-perl libdbix-class-perl libdatetime-format-sqlite-perl libdatetime-format-strptime-perl libdatetime-format-http-perl libhtml-formhandler-perl libtext-markdown-perl libxml-simple-perl libspreadsheet-writeexcel-perl libgd-perl libmime-lite-perl libtext-csv-xs-perl liblingua-en-inflect-perl libnumber-format-perl"
ENTRYPOINT=(/srv/run)
CMD=(hypnotoad -f /srv/mojo/script/shop)
WORKDIR=/srv/mojo
EXPOSE=(8080)
prepare() {
  local m=$1/srv/mojo c=$1/srv/cat; mkdir -p $m/{script,lib/Shop/Controller,lib/Shop/Command,lib/Shop/Plugin,templates/layouts,templates/main,public} $c/{script,lib/Cat/Controller,lib/Cat/View,lib/Cat/Model,lib/Cat/Schema/Result,root}
  printf '#!/bin/sh\ncase $1 in\n cat) cd /srv/cat; exec perl script/cat_server.pl -p 8080 ;;\n *) exec "$@" ;;\nesac\n' > $1/srv/run; chmod 755 $1/srv/run
  printf '#!/usr/bin/env perl\nuse strict; use warnings;\nuse Mojo::File qw(curfile); use lib curfile->dirname->sibling("lib")->to_string;\nuse Mojolicious::Commands;\nMojolicious::Commands->start_app("Shop");\n' > $m/script/shop; chmod 755 $m/script/shop
  cat > $m/lib/Shop.pm <<'P'
package Shop;
use Mojo::Base 'Mojolicious', -signatures;
sub startup ($self) {
  my $config = $self->plugin('NotYAMLConfig'); $self->secrets($config->{secrets}); push @{$self->commands->namespaces}, 'Shop::Command'; push @{$self->plugins->namespaces}, 'Shop::Plugin';
  $self->plugin('Greet'); $self->types->type(foo => 'text/x-foo');
  my $r = $self->routes; $r->get('/')->to('main#index'); $r->get('/out')->to('main#out'); $r->any('/v')->to('main#v'); $r->get('/db/:d')->to('main#db'); $r->get('/boom')->to('main#boom'); $r->websocket('/ws')->to('main#ws'); $r->get('/lib/:w')->to('main#lib');
}
1;
P
  printf 'package Shop::Plugin::Greet;\nuse Mojo::Base "Mojolicious::Plugin", -signatures;\nsub register ($self, $app, $c) { $app->helper(greet => sub ($c, $n) { "Grüß $n" }) }\n1;\n' | sed 's/^use Mojo/use utf8;\nuse Mojo/' > $m/lib/Shop/Plugin/Greet.pm; printf 'package Shop::Command::hi;\nuse Mojo::Base "Mojolicious::Command", -signatures;\nhas description => "says hi";\nhas usage => "hi";\nsub run ($self, @a) { say "hi @a" }\n1;\n' > $m/lib/Shop/Command/hi.pm
  cat > $m/lib/Shop/Controller/Main.pm <<'P'
package Shop::Controller::Main;
use Mojo::Base 'Mojolicious::Controller', -signatures;
sub index ($self) { $self->session(n => ($self->session('n') // 0) + 1); $self->render(n => $self->session('n')) }
sub out ($self) { $self->render_later; $self->ua->get_p('https://backend.panel.test:9443/hello/mojo')->then(sub ($tx) { $self->render(text => $tx->res->body) })->catch(sub ($e) { $self->render(text => "err $e") }) }
sub v ($self) { my $v = $self->validation; $v->required('a', 'trim')->size(2, 5)->like(qr/^\w+$/); $self->render(json => {ok => $v->is_valid ? \1 : \0, f => $v->failed, e => Mojo::Util::b64_encode('x', '')}) }
sub db ($self) { require DBI; my %d = (sqlite => 'dbi:SQLite:dbname=/tmp/a.db', pg => 'dbi:Pg:host=127.0.0.1;port=1', mysql => 'dbi:mysql:host=127.0.0.1;port=1'); my $h = DBI->connect($d{$self->param('d')}, 'u', 'p', {PrintError => 0, RaiseError => 0}); $self->render(text => $h ? $h->selectrow_array('select sqlite_version()') : "no " . (DBI->errstr // '')) }
sub boom ($self) { die "boom" }
sub ws ($self) { $self->on(message => sub ($c, $m) { $c->send("echo $m") }) }
sub lib ($self) {
  my $w = $self->param('w'); my %l = (
    md => sub { require Text::Markdown; Text::Markdown::markdown('*x*') }, xml => sub { require XML::Simple; XML::Simple::XMLout({a => [1]}) . XML::Simple::XMLin('<a b="7"/>')->{b} }, xls => sub { require Spreadsheet::WriteExcel; open my $f, '>', \my $o; my $b = Spreadsheet::WriteExcel->new($f); $b->add_worksheet->write(0, 0, 'x'); $b->close; length($o) > 1000 ? 'xls' : 'no' },
    gd => sub { require GD; my $i = GD::Image->new(9, 9); $i->colorAllocate(1, 2, 3); $i->string(GD::gdSmallFont(), 1, 1, 'x', 0); substr($i->png, 1, 3) }, mail => sub { require MIME::Lite; MIME::Lite->new(From => 'a', To => 'b', Subject => 'x', Type => 'multipart/mixed')->as_string }, csv => sub { require Text::CSV_XS; my $c = Text::CSV_XS->new({binary => 1}); $c->parse('a,"b"'); join '|', $c->fields }, infl => sub { require Lingua::EN::Inflect; Lingua::EN::Inflect::PL('mouse') }, num => sub { require Number::Format; Number::Format->new->format_number(12345) }, dt => sub { require DateTime::Format::Strptime; DateTime::Format::Strptime->new(pattern => '%d. %B %Y', locale => 'de', time_zone => 'Asia/Tokyo')->parse_datetime('1. Juli 2024')->iso8601 . ' ' . DateTime->from_epoch(epoch => 0, time_zone => 'Asia/Tokyo', locale => 'fr')->strftime('%A %H') });
  $self->render(text => eval { $l{$w}->() } // "err $@");
}
1;
P
  printf -- '---\nsecrets:\n  - abc\nhypnotoad:\n  listen:\n    - "http://*:8080"\n  workers: 2\n  pid_file: /tmp/h.pid\n' > $m/shop.yml
  printf '%% layout "default"; title "S";\n<b><%%= greet "Gott" %%> <%%= $n %%></b> <%%= link_to x => "/v" %%> <%%= stylesheet "/a.css" %%> <%%= form_for "/v" => begin %%><%%= text_field "a" %%><%% end %%>\n' > $m/templates/main/index.html.ep; printf '<!DOCTYPE html><title><%%= title %%></title><%%= content %%>' > $m/templates/layouts/default.html.ep; echo 'a{}' > $m/public/a.css; echo foo > $m/public/a.foo
  printf '#!/usr/bin/env perl\nBEGIN { $ENV{CATALYST_SCRIPT_GEN} = 40 }\nuse FindBin; use lib "$FindBin::Bin/../lib";\nuse Catalyst::ScriptRunner;\nCatalyst::ScriptRunner->run("Cat", "Server");\n' > $c/script/cat_server.pl
  printf 'package Cat;\nuse Moose; use namespace::autoclean;\nuse Catalyst::Runtime 5.80;\nuse Catalyst qw/ConfigLoader Static::Simple Session Session::State::Cookie Session::Store::File/;\nextends "Catalyst";\n__PACKAGE__->config(name => "Cat", home => "/srv/cat", disable_component_resolution_regex_fallback => 1, "Plugin::Session" => {storage => "/tmp/cs"});\n__PACKAGE__->setup();\n1;\n' > $c/lib/Cat.pm
  printf 'package Cat::Controller::Root;\nuse Moose; BEGIN { extends "Catalyst::Controller" }\n__PACKAGE__->config(namespace => "");\nsub index :Path :Args(0) { my ($s, $c) = @_; $c->session->{n}++; $c->stash(template => "i.tt", n => $c->session->{n}, rows => [map { $_->name } $c->model("DB::Thing")->search({}, {order_by => "name"})]); }\nsub boom :Local { die "x" }\nsub default :Path { $_[1]->response->body("nf"); $_[1]->response->status(404) }\nsub end : ActionClass("RenderView") {}\n1;\n' > $c/lib/Cat/Controller/Root.pm
  printf 'package Cat::View::TT;\nuse Moose; extends "Catalyst::View::TT";\n__PACKAGE__->config(TEMPLATE_EXTENSION => ".tt", INCLUDE_PATH => ["/srv/cat/root"], ENCODING => "utf-8");\n1;\n' > $c/lib/Cat/View/TT.pm
  printf 'package Cat::Model::DB;\nuse base "Catalyst::Model::DBIC::Schema";\n__PACKAGE__->config(schema_class => "Cat::Schema", connect_info => {dsn => "dbi:SQLite:/srv/cat/c.db"});\n1;\n' > $c/lib/Cat/Model/DB.pm; printf 'package Cat::Schema;\nuse base "DBIx::Class::Schema";\n__PACKAGE__->load_namespaces;\n1;\n' > $c/lib/Cat/Schema.pm; printf 'package Cat::Schema::Result::Thing;\nuse base "DBIx::Class::Core";\n__PACKAGE__->load_components("InflateColumn::DateTime");\n__PACKAGE__->table("thing");\n__PACKAGE__->add_columns(name => {data_type => "text"});\n__PACKAGE__->set_primary_key("name");\n1;\n' > $c/lib/Cat/Schema/Result/Thing.pm
  printf '<p>[%% n %%] [%% rows.join(",") %%] [%% USE d = format("%%03d") %%][%% d(7) %%]</p>' > $c/root/i.tt; echo 'c{}' > $c/root/c.css
  /usr/bin/python3 -c 'import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute("create table thing(name text)"); d.executemany("insert into thing values(?)",[("a",),("b",)]); d.commit()' $c/c.db
}
probe() {
  start_main; wait_port 8080 30 || return 1; local u=http://127.0.0.1:8080
  want index '<title>S</title><b>Grüß Gott 1</b>' "$(cget -c $H/j $u/ | tr -d '\n')"; want sess 'Gott 2' "$(cget -b $H/j $u/)"; want out 'hello from' "$(cget $u/out)"; want v '"ok":true' "$(cget "$u/v?a=abc")"; want vf '"f":\["a"\]' "$(cget "$u/v?a=x")"; want sqlite '^3\.' "$(cget $u/db/sqlite)"; want pg 'no .*refused' "$(cget $u/db/pg | tr '\n' ' ')"; want mysql "no .*(111|connect)" "$(cget $u/db/mysql)"; want boom 'boom|500|Server error|raptor' "$(cget $u/boom)"; want nf 'Page Not' "$(cget $u/nope)"; want ctype 'text/x-foo' "$(cget -D- $u/a.foo)"; want raptor '200' "$(cget -o /dev/null -w '%{http_code}' $u/mojo/failraptor.png)"
  want md '<em>x' "$(cget $u/lib/md)"; want xml '7' "$(cget $u/lib/xml)"; want xls '^xls$' "$(cget $u/lib/xls)"; want gd PNG "$(cget $u/lib/gd)"; want mail 'Subject: x' "$(cget $u/lib/mail)"; want csv 'a.b' "$(cget $u/lib/csv)"; want infl mice "$(cget $u/lib/infl)"; want num '12,345' "$(cget $u/lib/num)"; want dt '2024-07-01T00:00:00 jeudi 09' "$(cget $u/lib/dt)"; stop_main; sleep 0.5; kill -TERM $(cat $R/tmp/h.pid) 2>/dev/null; sleep 1
  want hi 'hi a' "$(run_main /srv/mojo/script/shop hi a 2>&1)"; want routes '/boom' "$(run_main /srv/mojo/script/shop routes 2>&1)"; want get 'Gott 1' "$(run_main /srv/mojo/script/shop get / 2>&1)"; want eval '^3$' "$(run_main /srv/mojo/script/shop eval -v 'app->secrets ? 3 : 0' 2>&1)"
  start_main cat; wait_port 8080 40 || return 1; want cat '<p>1 a,b 007</p>' "$(cget -c $H/k $u/)"; want catsess '<p>2' "$(cget -b $H/k $u/)"; want catboom 'come back later|error|500' "$(cget $u/boom)"; want catnf nf "$(cget $u/zzz)"
}
