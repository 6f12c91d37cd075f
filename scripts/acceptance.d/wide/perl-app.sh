# perl-app: a program with modules of the distribution: Moose, DBI with SQLite, LWP over TLS, templates, JSON, dates
PACKAGES="libmoose-perl libdbi-perl libdbd-sqlite3-perl libwww-perl liblwp-protocol-https-perl libtemplate-perl libjson-xs-perl libdatetime-perl libyaml-libyaml-perl libxml-libxml-perl libmojolicious-perl libtext-csv-perl libtry-tiny-perl liblog-log4perl-perl libemail-mime-perl"
ENTRYPOINT=(perl /srv/app.pl)
CMD=(daemon -l http://*:3000)
WORKDIR=/srv
USER=nobody
EXPOSE=(3000)
prepare() { mkdir -p "$1/srv/lib/App" "$1/srv/tt"; cat > "$1/srv/lib/App/User.pm" <<'X'
package App::User;
use Moose;
use Moose::Util::TypeConstraints;
enum 'Level', [qw(low high)];
has name => (is => 'rw', isa => 'Str', required => 1);
has level => (is => 'ro', isa => 'Level', default => 'low');
with 'App::Greets';
__PACKAGE__->meta->make_immutable;
1;
X
cat > "$1/srv/lib/App/Greets.pm" <<'X'
package App::Greets; use Moose::Role; requires 'name'; sub greet { 'hallo ' . shift->name } 1;
X
echo '[% USE date %][% USE Dumper %][% FILTER html %]<[% name | upper %]>[% END %] [% date.format(1, "%Y") %] [% FOREACH i IN l.sort %][% i %][% END %]' > "$1/srv/tt/a.tt"
echo '<%= title %> <%= stash("x") %>' > "$1/srv/tt/page.html.ep"
cat > "$1/srv/app.pl" <<'X'
use Mojolicious::Lite -signatures;
use lib '/srv/lib';
use App::User; use DBI; use LWP::UserAgent; use Template; use JSON::XS (); use DateTime; use YAML::XS (); use XML::LibXML; use Text::CSV; use Try::Tiny; use Log::Log4perl; use Email::MIME; use Encode;
app->renderer->paths(['/srv/tt']);
get '/moose' => sub ($c) { my $m = try { App::User->new(name => 'a', level => 'bad'); 'no' } catch { "$_" =~ /Validation failed/ ? 'caught' : $_ }; $c->render(text => App::User->new(name => 'bob')->greet . " $m") };
get '/dbi' => sub ($c) { my $d = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', {RaiseError => 1, sqlite_unicode => 1}); $d->do('create table t (a)'); $d->do('insert into t values (?)', undef, 'ä'); $c->render(text => $d->selectrow_array('select a from t') . join(',', DBI->available_drivers)) };
get '/lwp' => sub ($c) { my $r = LWP::UserAgent->new->get('https://svc.dns.test:9443/hello/lwp'); $c->render(text => $r->status_line . $r->decoded_content) };
get '/tt' => sub ($c) { my $o; my $t = Template->new(INCLUDE_PATH => '/srv/tt'); $t->process('a.tt', {name => 'x&y', l => [3, 1]}, \$o) or $o = $t->error; $c->render(text => $o) };
get '/dt' => sub ($c) { $c->render(text => DateTime->new(year => 2020, month => 7, time_zone => 'America/New_York', locale => 'de_DE')->strftime('%B %Z')) };
get '/xml' => sub ($c) { $c->render(text => XML::LibXML->load_xml(string => '<a><b>1</b></a>')->findvalue('//b') . YAML::XS::Dump({a => 1}) . JSON::XS::encode_json([1]) . do { my $x = Text::CSV->new; $x->combine('a b', 1); $x->string }) };
get '/page' => sub ($c) { $c->stash(x => 7); $c->render(template => 'page', title => 'T', layout => undef) };
get '/mail' => sub ($c) { $c->render(text => Email::MIME->create(header_str => [Subject => "\x{e4}"], body_str => "x\x{20ac}", attributes => {charset => 'iso-8859-15', encoding => 'quoted-printable', content_type => 'text/plain'})->as_string) };
get '/log' => sub ($c) { Log::Log4perl->init(\"log4perl.rootLogger=INFO, A\nlog4perl.appender.A=Log::Log4perl::Appender::String\nlog4perl.appender.A.layout=PatternLayout\nlog4perl.appender.A.layout.ConversionPattern=%d %m%n\n"); Log::Log4perl->get_logger->info('logged'); $c->render(text => Log::Log4perl->appender_by_name('A')->string) };
get '/enc' => sub ($c) { $c->render(text => join ' ', map { unpack 'H*', encode($_, "\x{65e5}") } 'shiftjis', 'gb2312', 'UTF-16LE') };
get '/die' => sub ($c) { die 'oops' };
websocket '/ws' => sub ($c) { $c->on(message => sub ($c, $m) { $c->send("echo $m") }) };
app->start;
X
}
probe() {
  start_main; wait_port 3000 || return 1; local u=http://127.0.0.1:3000
  want moose 'hallo bob caught' "$(cget $u/moose)"; want dbi 'ä.*SQLite' "$(cget $u/dbi)"; want lwp '200 OK.*hello/lwp' "$(cget $u/lwp)"; want tt '&lt;X&amp;Y&gt; 1970 13' "$(cget $u/tt)"; want dt 'Juli EDT' "$(cget $u/dt)"; want xml '1---.*a: 1.*\[1\]"a b",1' "$(cget $u/xml | tr '\n' ' ')"
  want page 'T 7' "$(cget $u/page)"; want mail 'iso-8859-15.*=A4' "$(cget $u/mail | tr '\n' ' ')"; want log 'logged' "$(cget $u/log)"; want enc '93fa c8d5 e565' "$(cget $u/enc)"; want die 'oops' "$(cget $u/die)"; want missing 'not found|Page' "$(cget $u/nix)"
}
