# sbcl-app: Common Lisp: a script with contributed modules and ASDF systems of the distribution
PACKAGES="sbcl cl-ppcre cl-alexandria cl-split-sequence cl-babel cl-bordeaux-threads"
ENTRYPOINT=(sbcl --script /srv/main.lisp)
WORKDIR=/srv
ENV=("HOME=/tmp")
prepare() { mkdir -p "$1/srv"; cat > "$1/srv/main.lisp" <<'X'
(require :asdf) (require :sb-bsd-sockets) (require :sb-posix) (require :sb-md5)
(dolist (s '("cl-ppcre" "alexandria" "split-sequence" "babel" "bordeaux-threads")) (asdf:load-system s))
(defun run (x) (eval (read-from-string x)))
(format t "~a~%" (run "(cl-ppcre:regex-replace-all \"b\" \"abc\" \"X\")"))
(format t "~a ~a~%" (run "(alexandria:flatten '(1 (2)))") (run "(split-sequence:split-sequence #\\, \"a,b\")"))
(format t "~a~%" (run "(babel:string-to-octets \"é\" :encoding :latin-1)"))
(format t "~a~%" (run "(sb-posix:getpid)"))
(format t "~a~%" (run "(bt:join-thread (bt:make-thread (lambda () 42)))"))
(format t "~a~%" (multiple-value-list (ignore-errors (error "boo"))))
(format t "~a~%" (run "(with-output-to-string (s) (sb-ext:run-program \"/bin/echo\" '(\"child\") :output s))"))
X
}
probe() { local o; o=$(RUN_TIMEOUT=85 run_main 2>&1 | tr '\n' '|'); want re 'aXc' "$o"; want seq '\(1 2\) \(a b\)' "$o"; want babel '#\(233\)' "$o"; want thread '42' "$o"; want child 'child' "$o"; }
