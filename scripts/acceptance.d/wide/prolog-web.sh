# prolog-web: SWI-Prolog as a web server: http library, JSON, sessions, TLS client, DCG, constraint libraries, unit tests; saved state beside
PACKAGES="swi-prolog-nox"
ENTRYPOINT=(swipl /srv/main.pl)
CMD=(--port=8000 --no-fork)
WORKDIR=/srv
USER=nobody
ENV=("HOME=/tmp" "LANG=C.UTF-8")
EXPOSE=(8000)
prepare() {
  mkdir -p $1/srv/www; echo 'b{}' > $1/srv/www/b.css
  cat > $1/srv/main.pl <<'P'
:- use_module(library(http/http_unix_daemon)).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_json)).
:- use_module(library(http/html_write)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/http_files)).
:- use_module(library(http/http_open)).
:- use_module(library(clpfd)).
:- use_module(greet).
:- initialization(http_daemon, main).
:- http_handler(root(.), home, []).
:- http_handler(root(api), api, []).
:- http_handler(root(out), out, []).
:- http_handler(root(q), q, []).
:- http_handler(root(css), http_reply_from_files('/srv/www', []), [prefix]).
:- http_handler(root(boom), boom, []).
:- http_handler(root(lib), lib, []).
home(_) :- ( http_session_retract(n(N0)) -> true ; N0 = 0 ), N is N0+1, http_session_assert(n(N)), greet(G), reply_html_page(title('S'), [h1(G), p(N)]).
api(R) :- http_read_json_dict(R, D), X is D.a * 2, reply_json_dict(_{x: X, s: "Ä"}).
out(_) :- setup_call_cleanup(http_open('https://backend.panel.test:9443/hello/pl', S, []), read_string(S, _, T), close(S)), format("Content-type: text/plain~n~n~s", [T]), format("~w", [T]).
q(R) :- http_parameters(R, [n(N, [integer])]), length(Q, N), Q ins 1..N, safe(Q), labeling([ff], Q), !, format("Content-type: text/plain~n~n~w", [Q]).
safe([]). safe([Q|Qs]) :- no(Q, Qs, 1), safe(Qs). no(_, [], _). no(Q, [Q1|Qs], D) :- Q #\= Q1, abs(Q-Q1) #\= D, D1 is D+1, no(Q, Qs, D1).
boom(_) :- throw(error(type_error(integer, x), _)).
lib(_) :- format("Content-type: text/plain~n~n"), format_time(atom(A), '%A', 0), crypto_data_hash(x, H, [algorithm(sha256)]), atomic_list_concat(P, ',', 'a,b'), re_try(M), xml(X), tabling_test(F), yaml(Y), csvt(C), pw(W), format("~w ~w ~w ~w ~w ~w ~w ~w ~w", [A, H, P, M, X, F, Y, C, W]).
re_try(M) :- catch((re_replace("b"/g, "X", "abc", M)), E, (print_message(error, E), M = none)).
xml(X) :- open_string("<a><b>1</b></a>", S), load_structure(stream(S), D, [dialect(xml)]), xpath(D, //b(text), X).
:- table fib/2.
fib(0, 0). fib(1, 1). fib(N, F) :- N > 1, A is N-1, B is N-2, fib(A, X), fib(B, Y), F is X+Y.
tabling_test(F) :- fib(50, F).
yaml(Y) :- catch((yaml_read(string("a: 1"), Y)), _, Y = noyaml).
csvt(C) :- atom_codes('a,1\n', Cs), phrase(csv(C0), Cs), C = C0.
pw(W) :- catch((crypto_password_hash(p, Hh), crypto_password_hash(p, Hh), W = ok), _, W = nopw).
P
  sed -i 's/format("Content-type: text\/plain~n~n~s", \[T\]), format/format("Content-type: text\/plain~n~n"), format/; s/^:- use_module(greet)/:- use_module(library(sgml)).\n:- use_module(library(xpath)).\n:- use_module(library(crypto)).\n:- use_module(library(csv)).\n:- use_module(library(yaml)).\n:- use_module(library(pcre)).\n:- use_module(greet)/' $1/srv/main.pl
  printf ':- module(greet, [greet/1]).\ngreet("Grüß Gott").\n' > $1/srv/greet.pl
  printf ':- use_module(library(plunit)).\n:- begin_tests(a).\ntest(x) :- 1 =:= 1.\ntest(y, X == 3) :- X is 1+2.\n:- end_tests(a).\n' > $1/srv/t.pl
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000
  want home 'Grüß Gott.*<p>1' "$(cget -c $H/j $u/ | tr -d '\n')"; want sess '<p>2' "$(cget -b $H/j $u/ | tr -d '\n')"; want api '"x": *42' "$(cget -H 'Content-Type: application/json' -d '{"a":21}' $u/api)"; want out 'hello from|unexpected eof' "$(cget $u/out)"; want q '\[[0-9,]+\]' "$(cget "$u/q?n=8")"; want qbad '400|integer' "$(cget "$u/q?n=x")"; want boom '500|Type error' "$(cget $u/boom)"; want nf '404|Not Found' "$(cget $u/nope)"
  want lib 'Thursday 2d711642b726.*\[a,b\] (aXc|none) 1 12586269025 .*row\(a,1\).* ok' "$(cget $u/lib | tr '\n' ' ')"; stop_main
}
