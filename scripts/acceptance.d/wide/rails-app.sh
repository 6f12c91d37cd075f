# rails-app: an application of the author's in /srv/app on Debian's Rails (no bundler): models with migrations in SQLite, views with layouts and translations, Active Storage off, Action Cable's and Action Mailer's parts, jobs, puma, rake tasks by bin/rails
PACKAGES="rails puma ruby-sqlite3 ruby-bcrypt ruby-tzinfo ruby-bootsnap ruby-sprockets-rails ruby-sassc-rails tzdata"
ENTRYPOINT=(/srv/app/bin/docker-entrypoint)
CMD=(bin/rails server -b 127.0.0.1 -p 3000)
ENV=("RAILS_ENV=production" "SECRET_KEY_BASE=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" "RAILS_LOG_TO_STDOUT=1" "RAILS_SERVE_STATIC_FILES=1" "HOME=/tmp")
USER=www-data
WORKDIR=/srv/app
EXPOSE=(3000)
prepare() {
  local a=$1/srv/app; mkdir -p "$1/srv"; fat_run "$1" sh -c 'cd /srv && rails new app --skip-bundle --skip-javascript --skip-git --skip-spring --skip-bootsnap --skip-listen --skip-webpack-install --skip-system-test >/tmp/l 2>&1 || tail -3 /tmp/l; ls app >/dev/null' || return 1
  printf 'source "https://rubygems.org"\ngem "rails"\ngem "sqlite3"\ngem "puma"\ngem "bcrypt"\ngem "sassc-rails"\n' > $a/Gemfile; rm -f $a/Gemfile.lock
  printf 'class PostsController < ApplicationController\n  skip_forgery_protection\n  def index\n    @posts = Post.order(:id); respond_to { |f| f.html; f.json { render json: @posts.as_json(only: [:title]) }; f.xml { render xml: @posts } }\n  end\n  def create\n    p = Post.create!(title: params[:title]); NoteMailer.note(p).deliver_later; StampJob.perform_now(p); redirect_to "/posts"\n  end\nend\n' > $a/app/controllers/posts_controller.rb
  printf 'class Post < ApplicationRecord\n  validates :title, presence: true\n  has_secure_password validations: false\n  def slug = title.parameterize\nend\n' > $a/app/models/post.rb
  printf 'class StampJob < ApplicationJob\n  def perform(p) = p.update!(stamped_at: Time.current)\nend\n' > $a/app/jobs/stamp_job.rb
  printf 'class NoteMailer < ApplicationMailer\n  def note(p)\n    @p = p; mail(to: "a@x.test", subject: "Größe #{p.title}")\n  end\nend\n' > $a/app/mailers/note_mailer.rb; mkdir -p $a/app/views/note_mailer $a/app/views/posts; echo 'Hi <%= @p.title %>' > $a/app/views/note_mailer/note.text.erb
  printf '<h1><%%= t("posts") %%></h1><%%= number_to_currency(1234.5, locale: :en) %%> <%%= stylesheet_link_tag "application" %%>\n<%% @posts.each do |p| %%><p><%%= p.title %%> <%%= p.slug %%> <%%= l(p.created_at, format: :short) %%> <%%= time_ago_in_words(p.created_at) %%></p><%% end %%><%%= form_with(url: "/posts") { |f| f.text_field(:title) } %%>\n' > $a/app/views/posts/index.html.erb
  printf 'en:\n  posts: Posts\nde:\n  posts: Beiträge\n' > $a/config/locales/site.yml; printf 'Rails.application.routes.draw do\n  resources :posts\n  root "posts#index"\nend\n' > $a/config/routes.rb
  mkdir -p $a/db/migrate; printf 'class CreatePosts < ActiveRecord::Migration[6.1]\n  def change\n    create_table(:posts) { |t| t.string :title; t.string :password_digest; t.datetime :stamped_at; t.timestamps }\n  end\nend\n' > $a/db/migrate/20240101000000_create_posts.rb
  printf 'production:\n  adapter: sqlite3\n  database: /tmp/app.sqlite3\n' > $a/config/database.yml; printf 'production:\n  adapter: async\n' > $a/config/cable.yml; sed -i -e '/config.time_zone/d' -e 's/config.load_defaults.*/&\n    config.time_zone = "Europe\/Berlin"/' $a/config/application.rb; sed -i -e 's/config.assets.compile = false/config.assets.compile = true/' -e '/active_storage/d' -e '/force_ssl/d' $a/config/environments/production.rb; sed -i '/config.assets.css_compressor/d' $a/config/environments/production.rb
  printf '#!/bin/sh -e\nif [ "$2" = server ]; then bin/rails db:migrate >/tmp/migrate.log 2>&1; fi\nexec "$@"\n' > $a/bin/docker-entrypoint; chmod 755 $a/bin/docker-entrypoint; printf 'namespace :site do\n  task count: :environment do\n    puts "count #{Post.count}"\n  end\nend\n' > $a/lib/tasks/site.rake
  fat_run "$1" sh -c 'chown -R www-data: /srv/app'
}
probe() {
  start_main; wait_port 3000 90 || { cat $R/tmp/migrate.log | tail -5; return 1; }; local u=http://127.0.0.1:3000
  want create '302' "$(cget -o /dev/null -w '%{http_code}' -d 'title=Grüße+Welt' $u/posts)"; P=$(cget $u/posts); want index 'Posts.*\$1,234.50' "$(tr '\n' ' ' <<<"$P")"; want slug 'gru+e?sse-welt|grusse-welt' "$P"; want ago 'minute' "$P"; want json '"title":"Grüße Welt"' "$(cget $u/posts.json)"; want xml '<posts type="array">' "$(cget $u/posts.xml)"; want notfound "404" "$(cget -o /dev/null -w '%{http_code}' $u/nope)"; want css '200' "$(cget -o /dev/null -w '%{http_code}' "$u$(grep -o '/assets/application[^"]*css' <<<"$P" | head -1)")"
  _argv - bin/rails site:count; want rake 'count 1' "$(timeout 60 "${ARGV[@]}" 2>&1)"; _argv - bin/rails runner 'puts Post.first.stamped_at.class, I18n.t("posts", locale: :de), ActionMailer::Base.name, Time.zone.name'; want runner 'TimeWithZone Beiträge ActionMailer::Base Europe/Berlin' "$(timeout 60 "${ARGV[@]}" 2>&1 | tr '\n' ' ')"; _argv - bin/rails routes; want routes 'posts#index' "$(timeout 60 "${ARGV[@]}" 2>&1)"
}
