# guile-service: a Scheme web server; compiled modules beside their sources, lazily loaded ones, regular expressions and locale functions in a library opened by name
PACKAGES="guile-3.0 guile-json locales"
ENTRYPOINT=(guile --no-auto-compile -L /srv/scheme -s /srv/scheme/main.scm)
ENV=("LANG=de_DE.ISO-8859-1" "TZ=America/Caracas")
USER=nobody
EXPOSE=(8080)
prepare() {
  local a=$1/srv/scheme; echo 'de_DE ISO-8859-1' > "$1/etc/locale.gen"; fat_run "$1" locale-gen >/dev/null; mkdir -p "$a/shop"
  cat > "$a/main.scm" <<'X'
(use-modules (web server) (web request) (web uri) (ice-9 match))
(setlocale LC_ALL "")
(define (handler request body)
  (let* ((name (car (split-and-decode-uri-path (uri-path (request-uri request)))))
         (module (resolve-module (list 'shop (string->symbol name)) #:ensure #f)))
    (values '((content-type . (text/plain (charset . "utf-8"))))
            (if module ((module-ref module 'run)) "no such thing"))))
(run-server handler 'http '(#:port 8080))
X
  echo '(define-module (shop json) #:use-module (json) #:export (run)) (define (run) (scm->json-string (list (cons "n" (vector-length (json-string->scm "[1,2]"))))))' > "$a/shop/json.scm"
  echo '(define-module (shop time) #:use-module (srfi srfi-19) #:export (run)) (define (run) (string-append (strftime "%A %H:%M" (localtime 0)) " " (date->string (current-date) "~Y")))' > "$a/shop/time.scm"
  echo '(define-module (shop money) #:use-module (ice-9 i18n) #:use-module (ice-9 format) #:export (run)) (define (run) (number->locale-string 1234.5 2))' > "$a/shop/money.scm"
  echo '(define-module (shop regex) #:use-module (ice-9 regex) #:use-module (ice-9 popen) #:use-module (ice-9 rdelim) #:export (run)) (define (run) (string-append (match:substring (string-match "[0-9]+" "abc 42")) " " (read-line (open-input-pipe "echo piped | tr a-z A-Z"))))' > "$a/shop/regex.scm"
  echo '(define-module (shop charset) #:use-module (ice-9 iconv) #:use-module (rnrs bytevectors) #:export (run)) (define (run) (object->string (bytevector->u8-list (string->bytevector "日本" "SHIFT_JIS"))))' > "$a/shop/charset.scm"
  echo '(define-module (shop dns) #:use-module (sxml simple) #:use-module (srfi srfi-1) #:export (run)) (define (run) (string-append (inet-ntop AF_INET (sockaddr:addr (addrinfo:addr (first (getaddrinfo "svc.dns.test" "http"))))) " " (passwd:name (getpwuid (getuid))) " " (object->string (xml->sxml "<a>1</a>"))))' > "$a/shop/dns.scm"
}
probe() {
  start_main; wait_port 8080 || return 1; local u=http://127.0.0.1:8080
  want json '"n":2' "$(cget $u/json)"; want time 'Mittwoch 20:00 20' "$(cget $u/time)"; want money '1.234,50|1234,50|1\.234,5' "$(cget $u/money)"
  want regex '42 PIPED' "$(cget $u/regex)"; want charset '147 250 150 123' "$(cget $u/charset)"; want names '127.0.0.1 nobody .*a' "$(cget $u/dns)"
}
