# perl-batch: nightly jobs of the author's in /opt/batch: Getopt::Long and Pod::Usage, plug-ins by Module::Pluggable, spreadsheets in and out, PDF, XML::Twig, mail with MIME::Lite, Config::General, Log::Dispatch by configuration, forks, DBI with CSV and SQLite, time zones, ImageMagick, FTP and TLS clients; a CGI script and a Net::Server daemon beside
PACKAGES="perl libmodule-pluggable-perl libspreadsheet-parseexcel-perl libexcel-writer-xlsx-perl libpdf-api2-perl libxml-twig-perl libmime-lite-perl libconfig-general-perl liblog-log4perl-perl liblog-dispatch-perl libparallel-forkmanager-perl libdbd-csv-perl libdbd-sqlite3-perl libdatetime-perl libdatetime-format-strptime-perl perlmagick libnet-server-perl libwww-perl liblwp-protocol-https-perl libhtml-template-perl libcgi-pm-perl libio-socket-ssl-perl libtext-csv-perl libtext-csv-xs-perl libarchive-zip-perl libmail-sendmail-perl libemail-sender-perl libemail-stuffer-perl libnet-dns-perl libnet-ldap-perl libjson-perl libyaml-tiny-perl libpath-tiny-perl libmoo-perl libtype-tiny-perl liblocale-maketext-lexicon-perl libgd-perl libchart-perl libcrypt-openssl-rsa-perl libtest-simple-perl fonts-dejavu-core"
ENTRYPOINT=(/opt/batch/bin/batch)
CMD=(serve)
ENV=("BATCH_HOME=/opt/batch" "LANG=C.UTF-8")
USER=daemon
WORKDIR=/opt/batch
EXPOSE=(8000)
prepare() {
  local a=$1/opt/batch; mkdir -p $a/{bin,lib/Batch/Job,lib/Batch/I18N,etc,tmpl,cgi}
  cat > $a/bin/batch <<'P'
#!/usr/bin/perl
use strict; use warnings; use utf8; use open qw(:std :utf8);
use FindBin; use lib "$FindBin::RealBin/../lib"; use Getopt::Long qw(:config gnu_getopt); use Pod::Usage; use Batch;
GetOptions(\my %o, "help|h", "man", "lang=s", "verbose+") or pod2usage(2); pod2usage(-verbose => 1, -exitval => 0) if $o{help};
my $cmd = shift // pod2usage(2); Batch->new(options => \%o)->run($cmd, @ARGV);
__END__
=head1 NAME

batch - nightly jobs

=head1 SYNOPSIS

batch [--lang L] JOB

=head1 OPTIONS

=over

=item B<--lang>

Language

=back

=cut
P
  chmod 755 $a/bin/batch
  cat > $a/lib/Batch.pm <<'P'
package Batch; use Moo; use Types::Standard qw(HashRef); use Config::General; use Log::Log4perl; use Module::Pluggable search_path => ["Batch::Job"], require => 1, sub_name => "jobs"; use Batch::I18N;
has options => (is => "ro", isa => HashRef); has config => (is => "lazy");
sub _build_config { my %c = Config::General->new(-ConfigFile => "$ENV{BATCH_HOME}/etc/batch.conf", -UTF8 => 1)->getall; \%c }
sub run { my ($s, $n, @a) = @_; Log::Log4perl->init("$ENV{BATCH_HOME}/etc/log.conf"); my $l = Log::Log4perl->get_logger("batch"); my $h = Batch::I18N->get_handle($s->options->{lang} || "en");
  if ($n eq "list") { print join(",", sort map { s/.*:://r } $s->jobs), "\n"; return }
  if ($n eq "serve") { require Batch::Server; Batch::Server->run(port => 8000, conf_file => "$ENV{BATCH_HOME}/etc/server.conf"); return }
  my ($p) = grep { lc((split /::/)[-1]) eq $n } $s->jobs; die "no job $n\n" unless $p; $l->info("job $n"); print $h->maketext("Result of [_1]", $n), ": ", $p->new->run($s->config, @a), "\n" }
1;
P
  printf 'package Batch::I18N; use base "Locale::Maketext"; use Locale::Maketext::Lexicon { "*" => [Gettext => "$ENV{BATCH_HOME}/lib/Batch/I18N/*.po"], _auto => 1, _decode => 1 }; 1;\n' > $a/lib/Batch/I18N.pm; printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Result of %%1"\nmsgstr "Ergebnis für %%1"\n' > $a/lib/Batch/I18N/de.po; printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "x"\nmsgstr "x"\n' > $a/lib/Batch/I18N/en.po
  job() { printf 'package Batch::Job::%s; use strict; use warnings; use utf8; sub new { bless {}, shift } sub run { my ($s, $c, @a) = @_; %s } 1;\n' "$2" "$(cat)" > $1/lib/Batch/Job/$2.pm; }
  job $a Sheets <<'P'
require Excel::Writer::XLSX; my $b = Excel::Writer::XLSX->new("/tmp/a.xlsx"); my $w = $b->add_worksheet("Blatt"); $w->write(0, 0, "Größe"); $w->write_formula(1, 0, "=1+1"); my $ch = $b->add_chart(type => "column"); $ch->add_series(values => "=Blatt!A1:A2"); $b->close; require Archive::Zip; my $z = Archive::Zip->new("/tmp/a.xlsx"); require Spreadsheet::ParseExcel; require Spreadsheet::ParseExcel::FmtJapan; my $p = Spreadsheet::ParseExcel->new->parse("/nope"); require Text::CSV; my $t = Text::CSV->new({binary => 1}); $t->parse(qq("a b",ü)); return scalar($z->memberNames) . " " . ($t->fields)[1] . " " . $t->backend
P
  job $a Pdf <<'P'
require PDF::API2; my $p = PDF::API2->new; my $g = $p->page; my $f = $p->ttfont("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"); my $t = $g->text; $t->font($f, 10); $t->text("Größe Ж"); $t->font($p->corefont("Helvetica-Bold"), 9); $t->text("x"); $p->save("/tmp/a.pdf"); require Image::Magick; my $i = Image::Magick->new(size => "40x20"); $i->Read("xc:red"); $i->Annotate(text => "x", font => "DejaVu-Sans"); $i->Write("/tmp/a.jpg"); $i->Write("/tmp/a.png"); require GD; my $d = GD::Image->new(10, 10); $d->colorAllocate(1, 2, 3); my $cc = do { require Chart::Bars; my $k = Chart::Bars->new(80, 60); $k->add_dataset(1, 2); $k->add_dataset(3, 4); $k->png("/tmp/c.png") }; return substr(PDF::API2->open("/tmp/a.pdf")->stringify, 0, 4) . " " . join(",", map { -s $_ > 50 ? 1 : 0 } "/tmp/a.jpg", "/tmp/a.png", "/tmp/c.png") . " " . length($d->png) % 1
P
  job $a Data <<'P'
require DBI; my $d = DBI->connect("dbi:SQLite:dbname=/tmp/x.db", "", "", {RaiseError => 1, sqlite_unicode => 1}); $d->do("create table if not exists t(a)"); $d->do("insert into t values(?)", {}, "ü"); open my $f, ">", "/tmp/p.csv"; print $f "id,n\n1,x\n2,y\n"; close $f; my $c = DBI->connect("dbi:CSV:", undef, undef, {f_dir => "/tmp", f_ext => ".csv/r"}); my ($n) = $c->selectrow_array("select n from p where id = 2"); require XML::Twig; my $r = ""; XML::Twig->new(twig_handlers => {b => sub { $r .= $_->text }}, pretty_print => "indented")->parse(qq(<?xml version="1.0" encoding="ISO-8859-15"?><a><b>1</b><b>2</b></a>)); my $w = ""; XML::Twig->new(twig_roots => {b => sub { $w .= $_->att("x") }})->parse(qq(<a><b x="9"/></a>)); require DateTime; require DateTime::Format::Strptime; my $t = DateTime::Format::Strptime->new(pattern => "%Y-%m-%d %H:%M", time_zone => $c && $_[1]{zone})->parse_datetime("2024-07-01 12:00")->set_time_zone("Asia/Kathmandu")->set_locale("de"); require JSON; require YAML::Tiny; return join " ", $n, $r, $w, $t->strftime("%A %H:%M"), JSON->new->canonical->encode({a => [1]}), YAML::Tiny->read_string("a: 1")->[0]{a}, scalar $d->selectrow_array("select a from t")
P
  job $a Net <<'P'
require LWP::UserAgent; my $u = LWP::UserAgent->new; my $h = $u->get("https://svc.dns.test:9443/hello/perl")->decoded_content; require Net::DNS; my $q = Net::DNS::Resolver->new->query("svc.dns.test", "A"); my ($x) = map { $_->address } $q->answer; require Net::LDAP; my $l = Net::LDAP->new("127.0.0.1:1", timeout => 1) ? 1 : 0; require MIME::Lite; my $m = MIME::Lite->new(From => "a\@x", To => "b\@x", Subject => "s", Type => "multipart/mixed"); $m->attach(Type => "TEXT", Data => "hi"); $m->attach(Type => "AUTO", Path => "/opt/batch/tmpl/a.html", Encoding => "quoted-printable"); my $ms = $m->as_string; require Email::Stuffer; require Email::Sender::Transport::Test; $ENV{EMAIL_SENDER_TRANSPORT} = "Test"; Email::Stuffer->from("a\@x")->to("b\@x")->subject("Größe")->text_body("ü")->attach_file("/opt/batch/tmpl/a.html")->send_or_die; require Net::FTP; require Net::SMTP; my $sm = Net::SMTP->new("127.0.0.1:1") ? 1 : 0; require Crypt::OpenSSL::RSA; my $k = Crypt::OpenSSL::RSA->generate_key(1024); $k->use_sha256_hash; return join " ", $h, $x, $l, ($ms =~ m#(text/html)#), $sm, length $k->sign("x"), $u->get("http://127.0.0.1:9080/nope")->status_line, $u->get("file:///opt/batch/tmpl/a.html")->code
P
  job $a Forks <<'P'
require Parallel::ForkManager; my %r; my $f = Parallel::ForkManager->new(2); $f->run_on_finish(sub { $r{$_[2]} = ${$_[5]} }); for my $i (1 .. 3) { $f->start($i) and next; require Digest::SHA; my $v = substr(Digest::SHA::sha512_hex($i), 0, 3); $f->finish(0, \$v) } $f->wait_all_children; require HTML::Template; my $t = HTML::Template->new(filename => "/opt/batch/tmpl/a.html", die_on_bad_params => 0); $t->param(x => "T"); require Encode; my $o = `echo child | tr a-z A-Z`; chomp $o; return join(",", map { $r{$_} } 1 .. 3) . " " . $t->output . " $o " . Encode::decode("euc-jp", Encode::encode("euc-jp", "日本")) . " " . length(Encode::encode("koi8-r", "Ж")) . " " . Encode::encode("MIME-Header", "ü") . " " . sprintf("%s", "\N{GREEK SMALL LETTER ALPHA}" =~ /\p{Greek}/ ? "greek" : "no") . " " . lc("ÀÉ")
P
  cat > $a/lib/Batch/Server.pm <<'P'
package Batch::Server; use strict; use base "Net::Server::HTTP"; use CGI ();
sub default_server_type { "PreFork" }
sub process_http_request { my $s = shift; my $q = CGI->new; if ($ENV{PATH_INFO} eq "/cgi") { return $s->exec_cgi("/opt/batch/cgi/form.cgi") } print "Content-type: text/plain\n\n", "served ", ref($s), " ", $q->param("x") // "none", "\n" }
1;
P
  printf '#!/usr/bin/perl\nuse CGI qw(:standard); use CGI::Carp qw(fatalsToBrowser); use Time::Piece; print header(-charset => "utf-8"), start_html("Form"), h1("Hi ", escapeHTML(param("n"))), popup_menu("a", [1, 2]), end_html; \n' > $a/cgi/form.cgi; chmod 755 $a/cgi/form.cgi
  printf 'zone = Europe/Paris\n<db>\n name ü\n</db>\n' > $a/etc/batch.conf; printf 'log4perl.rootLogger = INFO, F, S\nlog4perl.appender.F = Log::Log4perl::Appender::File\nlog4perl.appender.F.filename = /tmp/batch.log\nlog4perl.appender.F.layout = PatternLayout\nlog4perl.appender.F.layout.ConversionPattern = %%d{ISO8601} %%p %%m%%n\nlog4perl.appender.S = Log::Dispatch::File::Locked\nlog4perl.appender.S.filename = /tmp/locked.log\nlog4perl.appender.S.mode = append\nlog4perl.appender.S.layout = SimpleLayout\n' > $a/etc/log.conf; printf 'min_servers 2\nmax_servers 4\nmin_spare_servers 1\nmax_spare_servers 2\nlog_file /tmp/server.log\nlog_level 2\n' > $a/etc/server.conf; printf '<b><TMPL_VAR NAME=x></b>' > $a/tmpl/a.html
}
probe() {
  want help 'Usage:.*batch.*--lang' "$(run_main --help 2>&1 | tr '\n' ' ')"; want list 'Data,Forks,Net,Pdf,Sheets' "$(run_main list 2>&1)"; want sheets 'Ergebnis für sheets: [0-9]+ ü Text::CSV_XS' "$(run_main --lang de sheets 2>&1)"; want pdf 'pdf: %PDF 1,1,1 0' "$(run_main pdf 2>&1)"; want data 'data: y 12 9 Montag 15:45 \{"a":\[1\]\} 1 ü' "$(run_main data 2>&1)"; want net 'hello from /hello/perl 127.0.0.1 0 text/html 0 128 404 [Nn]ot [Ff]ound 200' "$(run_main net 2>&1)"; want forks 'forks: 4df,40b,3ba? ?<b>T</b> CHILD 日本 1 =\?UTF-8\?B\?w7w=\?= greek àé|forks: [0-9a-f,]* <b>T</b> CHILD 日本 1 =\?UTF-8\?B\?w7w=\?= greek àé' "$(run_main forks 2>&1)"; want log 'INFO job forks' "$(cat $R/tmp/batch.log)"; want locked 'INFO - job' "$(cat $R/tmp/locked.log)"
  start_main; wait_port 8000 || return 1; local u=http://127.0.0.1:8000; want served 'served Batch::Server 7' "$(cget $u/?x=7)"; want cgi '<h1>Hi +&lt;b' "$(cget "$u/cgi?n=%3Cb")"
}
