# racket-web: a Racket program: web-server with servlets and templates, db with SQLite, JSON, TLS client, match, plot-less; raco test, raco exe
PACKAGES="racket libsqlite3-0"
ENTRYPOINT=(racket /srv/main.rkt)
CMD=(8000)
WORKDIR=/srv
ENV=("HOME=/tmp" "LANG=C.UTF-8" "PLTUSERHOME=/tmp")
EXPOSE=(8000)
prepare() {
  mkdir -p $1/srv/static; echo 'r{}' > $1/srv/static/r.css
  cat > $1/srv/main.rkt <<'P'
#lang racket/base
(require web-server/servlet web-server/servlet-env web-server/dispatch web-server/templates json db net/url racket/list racket/match racket/string racket/date openssl file/md5 xml racket/runtime-path "greet.rkt")
(define (txt s) (response/output (lambda (o) (write-string s o)) #:mime-type #"text/plain; charset=utf-8"))
(define-values (go url)
  (dispatch-rules
   [("") (lambda (q) (response/xexpr `(html (head (title "S")) (body (h1 ,(greet)) (p ,(include-template "t.html"))))))]
   [("json") #:method "post" (lambda (q) (define j (bytes->jsexpr (request-post-data/raw q))) (response/jsexpr (hasheq 'x (* 2 (hash-ref j 'a)))))]
   [("db") (lambda (q) (define c (sqlite3-connect #:database 'memory)) (query-exec c "create table t(a integer)") (query-exec c "insert into t values ($1)" 7) (txt (number->string (query-value c "select a from t"))))]
   [("out") (lambda (q) (define-values (s h p) (http-sendrecv/url* "backend.panel.test" 9443 "/hello/rkt")) (txt p))]
   [("lib") (lambda (q) (txt (string-append (match '(1 2) [(list a b) (number->string (+ a b))]) " " (string-join (map number->string (sort '(3 1 2) <)) ",") " " (bytes->string/utf-8 (md5 #"x")) " " (string-normalize-nfkc "ﬁ") " " (xexpr->string '(a "b")) " " (dyn))))]
   [("boom") (lambda (q) (error "boom"))]
   [("n" (integer-arg)) (lambda (q n) (txt (format "n ~a" n)))]))
(require net/http-client)
(define (http-sendrecv/url* h p u) (define-values (s hd in) (http-sendrecv h u #:port p #:ssl? (ssl-make-client-context* ))) (values s hd (read-line in)))
(define (ssl-make-client-context*) (define c (ssl-make-client-context 'auto)) (ssl-load-verify-source! c "/etc/ssl/certs/ca-certificates.crt") (ssl-set-verify! c #t) c)
(define (dyn) (define f (dynamic-require 'racket/function 'identity)) (f (let ((x (dynamic-require 'math/number-theory 'prime? (lambda () #f)))) (if (and x (x 7)) "prime" "noprime"))))
(serve/servlet go #:port 8000 #:listen-ip #f #:command-line? #t #:servlet-regexp #rx"" #:extra-files-paths (list "/srv/static"))
P
  printf '<b>@(+ 40 2)</b>' > $1/srv/t.html; printf '#lang racket/base\n(provide greet)\n(define (greet) "Grüß Gott")\n(module+ test (require rackunit) (check-equal? (greet) "Grüß Gott"))\n' > $1/srv/greet.rkt
  fat_run "$1" sh -c 'cd /srv && raco make main.rkt greet.rkt' >"$1.log" 2>&1 || { head -20 "$1.log"; return 1; }
}
probe() {
  start_main; wait_port 8000 60 || return 1; local u=http://127.0.0.1:8000
  want home 'Grüß Gott.*42' "$(cget $u/ | tr -d '\n')"; want json '"x":42' "$(cget -H 'Content-Type: application/json' -d '{"a":21}' $u/json)"; want db '^7$' "$(cget $u/db)"; want out 'hello from' "$(cget $u/out)"; want lib '3 1,2,3 9dd4e461268c8034f5c8564e155c67a6 fi <a>b</a> (no)?prime' "$(cget $u/lib)"; want boom 'boom' "$(cget $u/boom)"; want n 'n 5' "$(cget $u/n/5)"; want nf '' "$(cget $u/n/x)"; want css 'r\{\}' "$(cget $u/r.css)"
}
