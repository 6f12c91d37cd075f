# jekyll-hugo: two generators of static sites
PACKAGES="hugo jekyll ruby-jekyll-feed ruby-jekyll-seo-tag ruby-jekyll-sitemap ruby-kramdown-parser-gfm"
ENTRYPOINT=(/usr/local/bin/site)
CMD=(hugo)
WORKDIR=/work
ENV=("LANG=C.UTF-8" "HOME=/tmp")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; printf '#!/bin/sh\ncase $1 in hugo) shift; exec hugo "$@" ;; jekyll) shift; exec jekyll "$@" ;; esac\n' > "$1/usr/local/bin/site"; chmod 755 "$1/usr/local/bin/site"; }
probe() {
  work /work; mkdir -p "$D/j/_posts" "$D/j/_layouts" "$D/j/_sass" "$D/j/css"; chmod -R 777 "$D/j"
  want newsite 'Congrat' "$(run_main hugo new site /work/h 2>&1)"; mkdir -p "$D/h/layouts/_default" "$D/h/content/posts" "$D/h/assets"
  printf '{{ .Title }} {{ .Content }} {{ range .Site.RegularPages }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }} {{ dateFormat "2006 January" "2020-01-02" }} {{ (resources.Get "a.scss" | toCSS | minify).Content }}' > "$D/h/layouts/_default/list.html"; cp "$D/h/layouts/_default/list.html" "$D/h/layouts/_default/single.html"; printf '$c: red; a { b { color: $c } }' > "$D/h/assets/a.scss"
  printf -- '---\ntitle: P1\ndate: 2020-01-01\n---\n# H\n\n```go\nfunc x() {}\n```\n' > "$D/h/content/posts/p.md"
  want build 'Total in' "$(run_main hugo -s /work/h 2>&1)"; want page 'P1.*chroma|P1.*highlight' "$(tr '\n' ' ' < "$D/h/public/posts/p/index.html")"; want sass 'a b\{color:red\}' "$(cat "$D/h/public/index.html")"; check rss test -s "$D/h/public/index.xml"; check sitemap test -s "$D/h/public/sitemap.xml"
  printf 'title: T\nplugins: [jekyll-feed, jekyll-seo-tag, jekyll-sitemap]\ntimezone: Europe/Berlin\nurl: https://e.org\n' > "$D/j/_config.yml"; printf '<html><head>{%% seo %%}</head>{{ content }} {{ "2020-01-01" | date: "%%B" }}</html>' > "$D/j/_layouts/d.html"; printf -- '---\nlayout: d\ntitle: PP\n---\n# H\n\n```ruby\nputs 1\n```\n\n| a |\n|---|\n| 1 |\n' > "$D/j/_posts/2020-01-01-p.md"; printf -- '---\n---\n@import "x"; $c: red; a { b { color: $c } }\n' > "$D/j/css/m.scss"; echo 'i { color: blue }' > "$D/j/_sass/_x.scss"; printf -- '---\nlayout: d\n---\nhi\n' > "$D/j/index.md"
  want jekyll 'done in' "$(run_main jekyll build -s /work/j -d /work/jo 2>&1)"; want post 'og:title.*highlighter-rouge.*<table' "$(tr '\n' ' ' < "$D/jo/2020/01/01/p.html")"; want scss 'a b \{' "$(cat "$D/jo/css/m.css")"; check feed test -s "$D/jo/feed.xml"; check jsitemap test -s "$D/jo/sitemap.xml"
  want new 'New jekyll' "$(run_main jekyll new --skip-bundle --blank /work/nj 2>&1)"
}
