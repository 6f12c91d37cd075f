# ruby-tools: a script over asciidoctor, kramdown, rake with minitest, rspec, rubocop, erb, irb, slim, sass, rouge, nokogiri, csv and prawn
PACKAGES="asciidoctor ruby-kramdown rake ruby-rspec ruby-minitest rubocop irb ruby-slim ruby-haml ruby-rouge ruby-nokogiri ruby-prawn ruby-thor ruby-rest-client ruby-tzinfo ruby-mail ruby-pg ruby-redis ruby-sequel ruby-sqlite3 ruby-faraday ruby-msgpack ruby-liquid ruby-mustache tzdata"
ENTRYPOINT=(/usr/local/bin/rt)
CMD=(doc)
WORKDIR=/work
ENV=("HOME=/work" "LANG=C.UTF-8")
prepare() {
  local w=$1/work; mkdir -p $w/{test,spec,lib}; chmod 1777 $w
  cat > "$1/usr/local/bin/rt" <<'R'
#!/usr/bin/env ruby
cmd = ARGV.shift
case cmd
when "doc" then exec "asciidoctor", *ARGV
when "rake" then exec "rake", *ARGV
when "rspec" then exec "rspec", *ARGV
when "cop" then exec "rubocop", *ARGV
when "irb" then exec "irb", "-f", *ARGV
when "libs" then load File.expand_path("/work/lib/libs.rb")
end
R
  chmod 755 "$1/usr/local/bin/rt"
  printf '= Größe\n:toc:\n:source-highlighter: rouge\n:icons: font\n:lang: de\n\n== Eins\n\nNOTE: x\n\n[source,ruby]\n----\nputs 1 # <1>\n----\n<1> c\n\nstem:[x^2] footnote:[f] kbd:[A]\n\n|===\n|a |b\n|===\n\ninclude::b.adoc[]\n' > $w/a.adoc; echo 'included *text*' > $w/b.adoc
  printf 'require "rake/testtask"\nrequire "rake/clean"\nCLEAN.include "*.tmp"\nRake::TestTask.new { |t| t.pattern = "test/*_test.rb" }\ndesc "make"\nfile "o.txt" => "a.adoc" do |t|\n  sh "wc -l #{t.source} > #{t.name}"\nend\nnamespace :x do\n  task :y, [:n] do |t, a|\n    puts "y #{a.n}"\n  end\nend\nmultitask all: ["o.txt", :test]\ntask default: :all\n' > $w/Rakefile
  printf 'require "minitest/autorun"\nrequire "minitest/mock"\nclass T < Minitest::Test\n  def test_a = assert_equal(1, 1)\n  def test_b = assert_raises(ArgumentError) { Integer("x") }\nend\nrequire "minitest/spec"\ndescribe "s" do\n  it("w") { _(1).must_equal 1 }\nend\n' > $w/test/a_test.rb; printf 'RSpec.describe Array do\n  let(:d) { double("x", a: 1) }\n  it("has") { expect([1, 2]).to include(2).and have_attributes(size: 2) }\n  it("mocks") { allow(d).to receive(:b).and_return(2); expect(d.b).to eq 2 }\n  it("fails") { expect({a: 1}).to eq({a: 2}) }\n  it("raises") { expect { raise "x" }.to raise_error(/x/).and change { 1 }.by(0) }\nend\n' > $w/spec/a_spec.rb; printf 'def  x( a )\n  puts "a"\nend\n' > $w/bad.rb
  cat > $w/lib/libs.rb <<'R'
require "kramdown"; puts Kramdown::Document.new("# Hi\n\n| a | b |\n\n~~~ ruby\nx = 1\n~~~\n", syntax_highlighter: "rouge").to_html; puts Kramdown::Document.new("*x*").to_latex; puts Kramdown::Document.new("x").to_man rescue p $!
require "slim"; puts Slim::Template.new { "p.x = 1 + 1\nmarkdown:\n  *a*" }.render rescue p $!.class; require "haml"; puts((Haml::Template.new { "%b= 2" }.render) ) rescue puts Haml::Engine.new("%b= 2").render
require "rouge"; puts Rouge::Formatters::HTML.new.format(Rouge::Lexer.find("yaml").new.lex("a: 1")), Rouge::Lexer.find_fancy("guess", "#!/usr/bin/perl\nuse strict;").tag, Rouge::Theme.find("monokai").render(scope: ".h")[0, 5]
require "nokogiri"; puts Nokogiri::HTML("<p>é<b>x").css("b").text, Nokogiri::XSLT(%(<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><z><xsl:value-of select="a"/></z></xsl:template></xsl:stylesheet>)).transform(Nokogiri::XML("<a>1</a>"))
require "prawn"; Prawn::Document.generate("/tmp/a.pdf") { text "Hello"; font("Courier") { text "x" }; table([["a"]]) rescue 0; stroke_circle [100, 100], 20 }; puts File.binread("/tmp/a.pdf", 4)
require "tzinfo"; puts TZInfo::Timezone.get("Asia/Kathmandu").utc_offset rescue puts TZInfo::Timezone.get("Asia/Kathmandu").current_period.utc_offset; puts TZInfo::Country.get("DE").zone_identifiers.first
require "mail"; m = Mail.new { from "a@x"; to "b@x"; subject "Größe"; body "ü"; add_file "/work/a.adoc" }; puts m.to_s[/Subject: .*/], m.attachments[0].mime_type.inspect; puts Mail.new("Subject: =?koi8-r?B?8NLJ18XU?=\n\nx").subject
require "sequel"; d = Sequel.sqlite; d.create_table(:t) { primary_key :id; String :n }; d[:t].insert(n: "x"); d.extension :pagination; puts d[:t].where(n: "x").count; class Th < Sequel::Model(d[:t]); plugin :json_serializer; plugin :timestamps; end; puts Th.first.to_json
begin; Sequel.connect("postgres://u@127.0.0.1:1/x", test: true); rescue Sequel::DatabaseConnectionError; puts "pg #{$!.message[/refused/]}"; end
require "redis"; begin; Redis.new(port: 1).ping; rescue Redis::CannotConnectError; puts "redis"; end
require "faraday"; puts Faraday.new("https://backend.panel.test:9443") { |f| f.request :url_encoded; f.adapter :net_http }.get("/hello/f").body; require "rest-client"; puts RestClient.get("https://svc.dns.test:9443/hello/r").body
require "liquid"; puts Liquid::Template.parse("{{ 'a' | upcase }}{% for i in (1..2) %}{{i}}{% endfor %}").render; require "mustache"; puts Mustache.render("{{a}}", a: 1); require "msgpack"; puts [1].to_msgpack.size
require "csv"; puts CSV.parse("a;b\n1;2", headers: true, col_sep: ";").map(&:to_h).inspect; require "yaml"; puts({"a" => :b}.to_yaml); require "open3"; puts Open3.capture2("tr a-z A-Z", stdin_data: "up")[0]; puts "日本".encode("Shift_JIS").bytes.size, "ｱ".unicode_normalize(:nfkc); require "bigdecimal/util"; puts "1.5".to_d.to_s; require "ripper"; puts Ripper.sexp("1")[0]; require "socket"; puts Addrinfo.tcp("svc.dns.test", 80).ip_address; require "digest"; puts Digest::SHA512.hexdigest("x")[0, 4]; require "objspace"; require "pstore"; PStore.new("/tmp/ps").transaction { |s| s[:a] = 1 }; require "webrick" rescue puts "nowebrick"; require "did_you_mean"; begin; [].frist; rescue NoMethodError => e; puts e.respond_to?(:detailed_message) ? e.detailed_message : e.message; end
R
}
probe() {
  want doc '^$' "$(run_main doc -o /tmp/a.html a.adoc 2>&1 | grep -v -i 'rouge\|WARN')"; local p; p=$(cat $R/tmp/a.html); want toc 'Größe' "$p"; want hl 'class="(nb|mi|rouge)' "$p"; want inc 'included <strong>' "$p"; want css 'Asciidoctor|font-awesome' "$p"; want dbk 'dbk|<article|<simpara' "$(run_main doc -b docbook5 -o - a.adoc 2>&1)"; want man 'TH|manpage' "$(run_main doc -b manpage -o - a.adoc 2>&1)"
  local o; o=$(run_main rake 2>&1); want rake '3 runs, 3 assertions|3 assertions' "$o"; want y 'y 5' "$(run_main rake 'x:y[5]' 2>&1)"; want T 'make' "$(run_main rake -T 2>&1)"; check otxt test -s $R/work/o.txt
  o=$(run_main rspec --format documentation 2>&1); want rspec '4 examples, 1 failure' "$o"; want diff '\-:?\{?:?a|Diff' "$o"; want rjson '"summary"' "$(run_main rspec -f json 2>&1)"
  want cop 'Layout/|offenses' "$(run_main cop bad.rb 2>&1)"; want copfix 'Corrected' "$(run_main cop -A bad.rb 2>&1)"; want irb '3' "$(echo '1+2' | run_main irb 2>&1)"
  o=$(run_main libs 2>&1 | tr '\n' ' '); want kram 'id="hi".*<span class="n">' "$o"; want slim '<p class="x">2|<b>2</b>' "$o"; want rouge 'perl' "$o"; want noko '<z>1</z>' "$o"; want prawn '%PDF' "$o"; want tz '20700 Europe/Berlin' "$o"; want mail 'Привет' "$o"; want seq 'pg refused redis' "$o"; want far 'hello from /hello/f hello from /hello/r A12 1' "$o"; want tail 'UP 4 ア 0.15e1 program 127.0.0.1' "$o"; want dym 'first' "$o"
}
