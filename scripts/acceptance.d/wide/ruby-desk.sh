# ruby-desk: a Rack application of the author's in /srv/desk: config.ru with Grape and Sinatra, Zeitwerk, Sequel's migrations through rake, ERB, Haml and Slim by Tilt, I18n, mail, Puma with workers by config/puma.rb; Sidekiq's jobs on a Redis beside, under a Procfile-like shell script
PACKAGES="ruby rake puma ruby-grape ruby-sinatra ruby-rack ruby-zeitwerk ruby-sequel ruby-sqlite3 ruby-tilt ruby-haml ruby-slim ruby-i18n ruby-mail ruby-sidekiq redis-server ruby-nokogiri ruby-http ruby-tzinfo tzdata ruby-mini-magick imagemagick ruby-builder ruby-redcarpet ruby-listen ruby-dotenv ruby-concurrent"
ENTRYPOINT=(/srv/desk/bin/start)
CMD=(web)
ENV=("RACK_ENV=production" "LANG=C.UTF-8" "HOME=/tmp")
USER=www-data
WORKDIR=/srv/desk
EXPOSE=(8000)
prepare() {
  local a=$1/srv/desk; mkdir -p $a/{bin,app/models,app/jobs,app/api,config/locales,views,db/migrate,lib/tasks,public}
  printf '#!/bin/bash\nset -e\ncase "$1" in\n web) redis-server --save "" --port 6379 --daemonize yes --dir /tmp >/dev/null; rake db:migrate; sidekiq -q default -c 2 -r ./config/boot.rb & exec puma -C config/puma.rb ;;\n *) exec rake "$@" ;;\nesac\n' > $a/bin/start; chmod 755 $a/bin/start
  printf 'workers 2\nthreads 1, 4\nport 8000\npreload_app!\nplugin :tmp_restart\non_worker_boot { Desk.boot_worker }\n' > $a/config/puma.rb
  cat > $a/config/boot.rb <<'R'
require "zeitwerk"; require "sequel"; require "i18n"; require "dotenv/load"; require "sidekiq"
module Desk
  LOADER = Zeitwerk::Loader.new; %w[models jobs api].each { |d| LOADER.push_dir(File.expand_path("../app/#{d}", __dir__)) }; LOADER.setup
  DB = Sequel.connect(ENV.fetch("DESK_DB"))
  def self.boot_worker = DB.disconnect
end
I18n.load_path += Dir[File.expand_path("locales/*.yml", __dir__)]; I18n.available_locales = [:en, :de]
require "i18n/backend/fallbacks"; I18n::Backend::Simple.include(I18n::Backend::Fallbacks)
Sidekiq.configure_server { |c| c.redis = { url: "redis://127.0.0.1:6379" } }
R
  printf 'DESK_DB=sqlite:///tmp/desk.db\n' > $a/.env
  cat > $a/config.ru <<'R'
require_relative "config/boot"
use Rack::Deflater; use Rack::ETag; use Rack::Session::Cookie, secret: "x" * 64; use Rack::Static, urls: ["/s"], root: "public"
Desk::LOADER.eager_load
map("/api") { run Api }
map("/") { run Pages }
R
  cat > $a/app/api/api.rb <<'R'
require "grape"
class Api < Grape::API
  format :json; prefix nil
  resource :notes do
    params { requires :text, type: String; optional :n, type: Integer, values: 1..5 }
    post { Note.create(text: params[:text]).values.slice(:id, :text) }
    get { Note.all.map(&:to_hash) }
  end
  get(:job) { WorkJob.perform_async("z"); { queued: true } }
  get(:xml) { content_type "text/xml"; require "builder"; b = Builder::XmlMarkup.new; b.a { b.b 1 }; b.target! }
end
R
  cat > $a/app/api/pages.rb <<'R'
require "sinatra/base"
class Pages < Sinatra::Base
  set :views, File.expand_path("../../views", __dir__); set :host_authorization, permitted_hosts: [] rescue 0
  get("/erb") { @l = params[:l] || "en"; erb :page, layout: :layout }
  get("/haml") { haml :h }
  get("/slim") { slim :s }
  get("/md") { markdown "# Hi *x*" }
  get("/n") { session[:n] = (session[:n] || 0) + 1; session[:n].to_s }
  get("/out") { require "http"; require "open-uri"; HTTP.get("https://svc.dns.test:9443/hello/httprb").to_s + " " + URI.open("https://backend.panel.test:9443/hello/ou").read }
  get("/tz") { require "tzinfo"; require "time"; TZInfo::Timezone.get("Asia/Kathmandu").utc_to_local(Time.utc(2024, 7, 1, 12)).strftime("%H:%M") + " " + "日本".encode("EUC-JP").bytesize.to_s + " " + "Ж".encode("KOI8-R").bytesize.to_s + " " + "ÀÉ".downcase + " " + "é".unicode_normalize(:nfd).size.to_s }
  get("/mail") { require "mail"; m = Mail.new(from: "a@x", to: "b@x", subject: "Größe", charset: "UTF-8"); m.delivery_method :test; m.text_part = Mail::Part.new { body "ü" }; m.html_part = Mail::Part.new { content_type "text/html; charset=UTF-8"; body "<b>" }; m.deliver!; Mail::TestMailer.deliveries.size.to_s + " " + m.to_s[/multipart.alternative/] }
  get("/img") { require "mini_magick"; MiniMagick::Tool::Convert.new { |c| c.size "40x20"; c << "xc:red" << "/tmp/a.png" }; i = MiniMagick::Image.open("/tmp/a.png"); i.resize "20x10"; i.format "jpg"; "#{i.width} #{i.type}" }
  get("/xml") { require "nokogiri"; Nokogiri::HTML5("<p>x<b>y").css("b").text + Nokogiri::XML::Schema('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>').valid?(Nokogiri::XML("<a/>")).to_s }
  get("/conc") { require "concurrent"; Concurrent::Promises.zip(*3.times.map { |i| Concurrent::Promises.future { i * 2 } }).value!.sum.to_s }
  get("/sub") { require "open3"; Open3.capture2e("ruby", "-e", "require 'json'; puts JSON.generate([1])")[0] }
  get("/boom") { raise "boom" }
  error { "E " + env["sinatra.error"].message }
  set :show_exceptions, false
end
R
  printf 'class Note < Sequel::Model\n  plugin :validation_helpers\n  plugin :timestamps\n  def validate = (super; validates_presence :text)\nend\n' > $a/app/models/note.rb; printf 'class WorkJob\n  include Sidekiq::Worker\n  def perform(x) = File.write("/tmp/job", "job #{x} #{Note.count >= 0}")\nend\n' > $a/app/jobs/work_job.rb
  printf 'Sequel.migration do\n  change do\n    create_table(:notes) { primary_key :id; String :text; DateTime :created_at }\n  end\nend\n' > $a/db/migrate/001_notes.rb; printf 'Dir["lib/tasks/*.rake"].each { |f| load f }\n' > $a/Rakefile; printf 'namespace :db do\n  desc "migrate"\n  task :migrate do\n    require_relative "../../config/boot"; Sequel.extension :migration; Sequel::Migrator.run(Desk::DB, "db/migrate"); puts "migrated #{Desk::DB[:schema_info].first}"\n  end\n  task(:dump) { require_relative "../../config/boot"; Desk::DB.extension :schema_dumper; puts Desk::DB.dump_schema_migration }\nend\n' > $a/lib/tasks/db.rake
  printf 'en:\n  hi: Hello\n  files: {one: one file, other: "%%{count} files"}\n  date: {day_names: [Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]}\n' > $a/config/locales/en.yml; printf 'de:\n  hi: Grüß Gott\n  files: {one: eine Datei, other: "%%{count} Dateien"}\n  date: {day_names: [Sonntag, Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag]}\n' > $a/config/locales/de.yml
  printf '<%%= I18n.t(:hi, locale: @l) %%> <%%= I18n.t(:files, count: 2, locale: @l) %%> <%%= I18n.l(Date.new(2024, 7, 1), format: "%%A", locale: @l) %%> <%%= Rack::Utils.escape_html("<") %%>' > $a/views/page.erb; printf '<title>T</title><%%= yield %%>' > $a/views/layout.erb; printf '%%b.x= 1 + 1\n:markdown\n  *m*\n' > $a/views/h.haml; printf 'p.y = "Ä"\nmarkdown:\n  *m*\n' > $a/views/s.slim; mkdir $a/public/s; echo 'a{}' > $a/public/s/a.css
}
probe() {
  start_main; wait_port 8000 60 || return 1; local u=http://127.0.0.1:8000; retry 20 curl -sf $u/tz
  want en '<title>T</title>Hello 2 files Monday &lt;' "$(cget $u/erb)"; want de 'Grüß Gott 2 Dateien Montag' "$(cget $u/erb?l=de)"; want haml "<b class=.x.>2</b>.*<em>m</em>" "$(cget $u/haml | tr '\n' ' ')"; want slim '<p class="y">Ä</p>.*<em>m' "$(cget $u/slim)"; want md '<h1>Hi <em>' "$(cget $u/md)"; want post '"text":"ü"' "$(cget -d text=ü $u/api/notes)"; want list '"id":1' "$(cget $u/api/notes)"; want invalid 'n does not have a valid value' "$(cget -d 'text=a&n=9' $u/api/notes)"; want missing 'text is missing' "$(cget -d n=1 $u/api/notes)"; want xml '<b>1</b>' "$(cget $u/api/xml)"
  cget -c $H/j $u/n >/dev/null; want n 2 "$(cget -b $H/j $u/n)"; want out 'hello from /hello/httprb hello from /hello/ou' "$(cget $u/out)"; want tz '17:45 4 1 àé 2' "$(cget $u/tz)"; want mail '1 multipart/alternative' "$(cget $u/mail)"; want img '20 JPEG' "$(cget $u/img)"; want nok 'ytrue' "$(cget $u/xml)"; want conc '^6$' "$(cget $u/conc)"; want sub '\[1\]' "$(cget $u/sub)"; want boom 'E boom' "$(cget $u/boom)"; want css 'text/css' "$(cget -I $u/s/a.css)"; want gz 'gzip' "$(cget -D- -o /dev/null -H 'Accept-Encoding: gzip' $u/erb)"
  want job queued "$(cget $u/api/job)"; check jobrun retry 15 test -s $R/tmp/job; want jobtext 'job z true' "$(cat $R/tmp/job 2>&1)"; want T 'db:migrate' "$(run_main -T 2>&1)"; want dump 'create_table' "$(run_main db:dump 2>&1)"
}
