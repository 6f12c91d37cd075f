# otp-web: an Erlang application of the author's in /srv/otp (compiled, with an .app file and sys.config): inets' httpd and httpc with TLS, mnesia, jiffy and jsx by name, xmerl, a supervisor; an escript beside
PACKAGES="erlang-base erlang-inets erlang-ssl erlang-mnesia erlang-xmerl erlang-jiffy erlang-jose erlang-p1-yaml erlang-p1-sqlite3 erlang-eunit erlang-syntax-tools erlang-asn1 erlang-crypto erlang-os-mon"
ENTRYPOINT=(erl -noshell -pa /srv/otp/ebin -config /srv/otp/sys -s desk_app)
CMD=()
ENV=("HOME=/tmp" "LANG=C.UTF-8")
WORKDIR=/srv/otp
EXPOSE=(8000)
prepare() {
  local a=$1/srv/otp; mkdir -p $a/{ebin,src,priv,www}
  printf '{application,desk,[{vsn,"1"},{modules,[desk_app,desk_sup,desk_web]},{applications,[kernel,stdlib,inets,ssl,mnesia,crypto]},{mod,{desk_app,[]}}]}.\n' > $a/ebin/desk.app; printf '[{desk,[{codec,jiffy},{port,8000}]},{mnesia,[{dir,"/tmp/mn"}]},{kernel,[{logger,[{handler,default,logger_std_h,#{config=>#{file=>"/tmp/desk.log"}}}]}]}].\n' > $a/sys.config
  cat > $a/src/desk_app.erl <<'X'
-module(desk_app). -behaviour(application). -export([start/0,start/2,stop/1]).
start() -> {ok,_} = application:ensure_all_started(desk).
start(_,_) -> mnesia:create_schema([node()]), mnesia:change_table_copy_type(schema,node(),disc_copies), mnesia:create_table(t,[{attributes,[k,v]},{disc_copies,[node()]}]), {ok,Port}=application:get_env(desk,port), {ok,_}=inets:start(httpd,[{port,Port},{server_name,"x"},{server_root,"/tmp"},{document_root,"/srv/otp/www"},{modules,[desk_web,mod_alias,mod_get,mod_dir]},{directory_index,["index.html"]},{mime_types,[{"html","text/html"}]}]), desk_sup:start_link().
stop(_) -> ok.
X
  printf -- '-module(desk_sup). -behaviour(supervisor). -export([start_link/0,init/1]).\nstart_link() -> supervisor:start_link({local,?MODULE},?MODULE,[]).\ninit([]) -> {ok,{#{strategy=>one_for_one},[]}}.\n' > $a/src/desk_sup.erl
  cat > $a/src/desk_web.erl <<'X'
-module(desk_web). -export([do/1]). -include_lib("inets/include/httpd.hrl").
do(#mod{request_uri="/api/"++W}=M) -> B = try iolist_to_binary(go(W)) catch C:E:S -> logger:error("~p",[{C,E,S}]), iolist_to_binary(io_lib:format("E ~p",[{C,E}])) end, {proceed,[{response,{response,[{code,200},{content_length,integer_to_list(byte_size(B))}],B}}|M#mod.data]};
do(M) -> {proceed,M#mod.data}.
go("db") -> {atomic,ok}=mnesia:transaction(fun() -> mnesia:write({t,1,<<"v">>}) end), {atomic,[{t,_,V}]}=mnesia:transaction(fun() -> mnesia:read(t,1) end), ["db ",V];
go("json") -> {ok,C}=application:get_env(desk,codec), ["json ",C:encode({[{a,[1]}]})];
go("jose") -> J=jose_jwk:generate_key({oct,32}), {_,T}=jose_jws:compact(jose_jwt:sign(J,#{<<"alg">>=><<"HS256">>},#{<<"a">>=>1})), ["jose ",binary:part(T,0,3)];
go("out") -> {ok,{_,_,B}}=httpc:request(get,{"https://svc.dns.test:9443/hello/otp",[]},[{ssl,[{verify,verify_peer},{cacertfile,"/etc/ssl/certs/ca-certificates.crt"},{customize_hostname_check,[{match_fun,public_key:pkix_verify_hostname_match_fun(https)}]}]}],[]), ["out ",B];
go("xml") -> {X,_}=xmerl_scan:string("<a><b>1</b></a>"), [{xmlText,_,_,_,T,_}]=xmerl_xpath:string("//b/text()",X), ["xml ",T," ",xmerl:export_simple([{a,["x"]}],xmerl_xml)];
go("text") -> [unicode:characters_to_binary(string:uppercase("größe"))," ",integer_to_list(length(string:to_graphemes([101,769])))," ",base64:encode(crypto:hash(sha3_256,"x"))," ",re:replace("abc","b","X",[{return,list}])," ",calendar:system_time_to_rfc3339(0,[{offset,"Z"}])," ",uri_string:quote("ü")," ",zlib:gunzip(zlib:gzip("z"))];
go("yaml") -> {ok,[Y]}=fast_yaml:decode(<<"a: 1">>), io_lib:format("yaml ~p",[Y]);
go("sys") -> ["sys ",string:trim(os:cmd("echo child"))," ",case application:ensure_all_started(os_mon) of {ok,_} -> integer_to_list(length(disksup:get_disk_data())) ; E -> io_lib:format("~p",[E]) end];
go("log") -> logger:error("logged ~p",[1]), "ok";
go("dyn") -> {ok,T,_}=erl_scan:string("lists:seq(1,3)."), {ok,E}=erl_parse:parse_exprs(T), {value,V,_}=erl_eval:exprs(E,[]), F=fun(X) -> ets:match_spec_compile(X) end, F(ets:fun2ms(fun(A)->A end)), io_lib:format("dyn ~w ~p",[V,element(1,code:ensure_loaded(erl_lint))]).
X
  sed -i 's/, F=fun(X) -> ets:match_spec_compile(X) end, F(ets:fun2ms(fun(A)->A end))//' $a/src/desk_web.erl
  printf '<h1>static</h1>' > $a/www/index.html
  printf '#!/usr/bin/env escript\n%%%%! -pa /srv/otp/ebin\nmain(A) -> io:format("~ts ~p~n",[string:join(A,","),lists:sum([1,2])]), io:format("~p~n",[jiffy:decode(<<"[1]">>)]).\n' > $a/tool; chmod 755 $a/tool
  local b; b=$(builder_root erlang-base erlang-dev erlang-inets) || return 1; rm -rf $b/b; cp -a $a $b/b; fat_run "$b" sh -ec 'cd /b && erlc -o ebin src/*.erl' || return 1; cp $b/b/ebin/*.beam $a/ebin/; rm -rf $a/src
}
probe() {
  start_main; wait_port 8000 30 || return 1; local u=http://127.0.0.1:8000; want db 'db v' "$(cget $u/api/db)"; want json 'json \{"a":\[1\]\}' "$(cget $u/api/json)"; want jose 'jose eyJ' "$(cget $u/api/jose)"; want out 'out hello from /hello/otp' "$(cget $u/api/out)"; want xml 'xml 1 .*<a>' "$(cget $u/api/xml | tr '\n' ' ')"; want text 'GRÖSSE 1 [A-Za-z0-9+/=]+ aXc 1970-01-01T00:00:00Z %C3%BC z' "$(cget $u/api/text)"; want yaml 'yaml' "$(cget $u/api/yaml)"; want sys 'sys child [0-9]' "$(cget $u/api/sys)"; cget $u/api/log >/dev/null; sleep .3; want log 'logged 1' "$(cat $R/tmp/desk.log)"; want dyn 'dyn \[1,2,3\] module' "$(cget $u/api/dyn)"; want static '<h1>' "$(cget $u/)"
  _argv - /srv/otp/tool a b; want tool 'a,b 3.*\[1\]' "$(timeout 20 "${ARGV[@]}" 2>&1 | tr '\n' ' ')"
}
