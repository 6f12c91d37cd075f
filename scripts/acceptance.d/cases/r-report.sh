# r-report: a statistics report by Rscript: base packages loaded lazily, their compiled libraries, font metrics, a plot as PDF and PNG
PACKAGES="r-base-core r-cran-jsonlite"
ENTRYPOINT=(Rscript --vanilla /app/report.R)
CMD=(/work/in.csv)
ENV=("TZ=Pacific/Auckland" "LANG=C.UTF-8")
USER=nobody
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() {
  mkdir -p "$1/app" "$1/work"; cat > "$1/app/report.R" <<'X'
args <- commandArgs(trailingOnly = TRUE)
d <- read.csv(args[1], fileEncoding = "latin1")
m <- lm(y ~ x, data = d)
cat(sprintf("slope %.2f\n", coef(m)[["x"]]))
cat("p", signif(summary(m)$coefficients[2, 4], 1) < 0.05, "\n")
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "plots.R"))
cat(jsonlite::toJSON(list(name = d$name[1], when = format(as.POSIXct(0, origin = "1970-01-01"), "%H:%M %Z")), auto_unbox = TRUE), "\n")
cat("median", stats::median(d$y), "ks", round(ks.test(d$y, "punif", 0, 12)$p.value, 1) <= 1, "\n")
library(splines); library(parallel); library(tools)
cat("spline", nrow(bs(1:10, df = 4)), "cores", length(mclapply(1:2, function(i) i)), "md5", unname(md5sum(args[1])) != "", "\n")
cat(system("echo shell | tr a-z A-Z", intern = TRUE), iconv("\u20ac", "UTF-8", "CP1252", toRaw = TRUE)[[1]] == as.raw(0x80), "\n")
X
  printf 'pdf("/work/plot.pdf"); plot(d$x, d$y, main = "Plot"); abline(m); invisible(dev.off())\npng("/work/plot.png", type = "cairo", width = 300, height = 200); hist(d$y); invisible(dev.off())\n' > "$1/app/plots.R"
}
probe() {
  work /work; printf 'name,x,y\nM\374ller,1,2\nb,2,4.1\nc,3,5.9\nd,4,8.1\ne,5,10\n' > "$D/in.csv"; local o; o=$(run_main "${CMD[@]}" 2>&1)
  want regression 'slope 2.00' "$o"; want significant 'p TRUE' "$o"; want json '"name":"Müller","when":"12:00 NZST"' "$o"; want splines 'spline 10 cores 2 md5 TRUE' "$o"
  want shell 'SHELL TRUE' "$o"; want pdf '%PDF' "$(magic "$D/plot.pdf")"; pngtest png "$D/plot.png" 300x200 3 200
}
