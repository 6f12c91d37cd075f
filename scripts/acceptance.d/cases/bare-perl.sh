# bare-perl: the runtime alone; the application comes later, in a volume
PACKAGES="perl ca-certificates"
BARE=perl
ENTRYPOINT=(perl)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkdir -p "$D/lib"; echo 'package My; sub n { 7 } 1;' > "$D/lib/My.pm"
  cat > "$D/a.pl" <<'X'
use strict; use warnings; use utf8; use lib "lib"; use My; use Encode; use POSIX qw(strftime floor); use Digest::SHA qw(sha256_hex); use JSON::PP; use Time::HiRes; use IO::Socket::INET; use List::Util qw(sum); use Storable qw(freeze thaw); use Data::Dumper; use File::Temp; use Getopt::Long; use Math::BigInt; use MIME::Base64; use Unicode::Normalize; use threads; use IO::Compress::Gzip qw(gzip); use Text::Wrap; use Compress::Zlib;
print My::n(), " ", substr(sha256_hex("x"), 0, 8), " ", unpack("H*", encode("shiftjis", "日")), " ", JSON::PP->new->canonical->encode({ a => sum(1, 2) }), " ", length(NFD("é")), " ", Math::BigInt->new(2)->bpow(70), " ", threads->create(sub { 42 })->join, " ", lc("ÀÉ") eq "àé" ? "lc" : "", " ", "é" =~ /^\p{Latin}$/ ? "prop" : "", "\n";
my $s = IO::Socket::INET->new("svc.dns.test:9080") or die "no socket: $@"; print $s "GET /hello/bare HTTP/1.0\r\n\r\n"; print "net ", (grep /hello/, <$s>)[0], " ", (getpwuid 0)[0], "\n";
X
  local o; o=$(run_main a.pl 2>&1); want library '7 2d711642 93fa .."?a.:3. 2 1180591620717411303424 42 lc prop' "$(tr '{}' '..' <<<"$o" | sed 's/\."a"/.."a"/')"; want net 'net hello from /hello/bare' "$o"; want one-liner '^3$' "$(run_main -e 'print 1+2' 2>&1)"
}
