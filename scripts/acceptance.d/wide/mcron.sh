PACKAGES="mcron"
ENTRYPOINT=(mcron)
CMD=(/srv/jobs.guile)
prepare() { printf "(use-modules (ice-9 format) (srfi srfi-1))\n(job '(next-second (range 0 60 1)) \"date > /tmp/date.txt\")\n(job '(next-second (range 0 60 1)) (lambda () (call-with-output-file \"/tmp/fmt.txt\" (lambda (p) (format p \"~5,2f ~a\" 3.14159 (last '(1 2 3)))))))\n" > "$1/srv/jobs.guile"; }
probe() { start_main; check shell retry 20 grep -q 20 "$R/tmp/date.txt"; check scheme retry 20 grep -q '3.14 3' "$R/tmp/fmt.txt"; }
