# bare-ruby: the runtime alone; the application comes later, in a volume
PACKAGES="ruby ca-certificates"
BARE=ruby
ENTRYPOINT=(ruby)
ENV=("LANG=C.UTF-8")
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; echo 'def n = 7' > "$D/m.rb"
  cat > "$D/a.rb" <<'X'
require_relative "m"; require "json"; require "yaml"; require "digest"; require "openssl"; require "net/http"; require "set"; require "csv"; require "zlib"; require "erb"; require "socket"; require "bigdecimal"; require "date"; require "tempfile"; require "logger"; require "optparse"; require "securerandom"; require "io/console"; require "ripper"; require "etc"; require "fiddle"
puts [n, Digest::SHA256.hexdigest("x")[0, 8], "日".encode("Shift_JIS").unpack1("H*"), JSON.generate([1]), YAML.load("a: 5")["a"], ERB.new("<%= 2 * 3 %>").result, CSV.parse("a,b")[0][1], Etc.getpwuid(0).name].join(" ")
u = URI("https://svc.dns.test:9443/hello/bare"); Net::HTTP.start(u.host, u.port, use_ssl: true) { |h| puts h.get(u.path).body }
puts "gem #{Gem::VERSION.to_i > 0} #{Gem::Specification.map(&:name).include?("csv")}"
X
  local o; o=$(run_main a.rb 2>&1); want library '7 2d711642 93fa .1. 5 6 b root' "$o"; want https 'hello from /hello/bare' "$o"; want gems 'gem true true' "$o"; want one-liner '^3$' "$(run_main -e 'puts 1+2' 2>&1)"
}
