# janus-groonga: two servers with plug-ins of their own: Janus (WebRTC: plug-ins, transports, event handlers in directories) and Groonga (tokenizers, normalizers, suggestions by registered names), under runit
PACKAGES="janus groonga-server-gqtp groonga-httpd groonga-tokenizer-mecab groonga-plugin-suggest groonga-bin runit tini"
ENTRYPOINT=(tini -- runsvdir -P /srv/service)
CMD=()
prepare() {
  local r=$1; mkdir -p $r/srv/service/janus $r/srv/service/groonga $r/srv/db
  sed -i -e 's/^\s*#\?\s*interface = .*//' $r/etc/janus/janus.jcfg; printf '#!/bin/sh\nexec 2>&1\nexec janus --log-stdout --debug-level=4\n' > $r/srv/service/janus/run
  printf '#!/bin/sh\nexec 2>&1\ntest -e /srv/db/db || groonga -n /srv/db/db shutdown >/dev/null\nexec groonga -s --protocol http --port 10041 --bind-address 127.0.0.1 /srv/db/db\n' > $r/srv/service/groonga/run; chmod 755 $r/srv/service/*/run
}
probe() {
  start_main; wait_port 10041 40 || return 1; wait_port 8088 40; J() { cget -d "$1" http://127.0.0.1:8088/janus$2; }
  I=$(cget http://127.0.0.1:8088/janus/info | tr '\n' ' '); for p in echotest videoroom streaming sip; do want p-$p "janus.plugin.$p" "$I"; done; want ws 'janus.transport.websockets' "$I"; S=$(J '{"janus":"create","transaction":"a"}' | grep -o '"id": *[0-9]*' | tr -dc 0-9); want attach '"success"' "$(J '{"janus":"attach","plugin":"janus.plugin.videoroom","transaction":"b"}' /$S)"; want audiobridge 'success|No such plugin' "$(J '{"janus":"attach","plugin":"janus.plugin.audiobridge","transaction":"b"}' /$S)"
  g() { cget -G "http://127.0.0.1:10041/d/$1" "${@:2}"; }
  g table_create --data-urlencode name=D --data-urlencode flags=TABLE_HASH_KEY --data-urlencode key_type=ShortText >/dev/null; g column_create -d table=D -d name=t -d type=Text >/dev/null; g table_create -d name=T --data-urlencode 'flags=TABLE_PAT_KEY' -d key_type=ShortText -d default_tokenizer=TokenBigram -d normalizer=NormalizerAuto >/dev/null; g column_create -d table=T -d name=i --data-urlencode 'flags=COLUMN_INDEX|WITH_POSITION' -d type=D -d source=t >/dev/null
  g load -d table=D --data-urlencode 'values=[{"_key":"a","t":"全文検索エンジン Grüße"}]' >/dev/null; want search '"a"' "$(g select -d table=D --data-urlencode 'query=t:@検索')"; want snippet '<span' "$(g select -d table=D -d match_columns=t -d query=検索 --data-urlencode 'output_columns=snippet_html(t)')"; want suggest 'true' "$(g plugin_register -d name=suggest/suggest)"; want mecab 'true' "$(g plugin_register -d name=tokenizers/mecab)"; want tokens '東京' "$(g tokenize -d tokenizer=TokenMecab --data-urlencode 'string=東京都に住む')"; want rub 'true' "$(g plugin_register -d name=sharding)"; want normal 'gr(u|ü)+s' "$(g normalize -d normalizer=NormalizerNFKC130 --data-urlencode 'string=GRÜSSE')"; want admin 'html' "$(cget http://127.0.0.1:10041/index.html)"
}
