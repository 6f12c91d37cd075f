# r-plumber: an API of the author's in R: plumber.R with ggplot2 pictures, dplyr, DBI with SQLite, data.table, lubridate, xml2, httr to a TLS service, stringi; a batch script with optparse beside it
PACKAGES="r-base-core r-cran-plumber r-cran-ggplot2 r-cran-dplyr r-cran-rsqlite r-cran-dbi r-cran-data.table r-cran-lubridate r-cran-xml2 r-cran-httr r-cran-stringi r-cran-optparse r-cran-readr r-cran-tidyr r-cran-purrr r-cran-glue r-cran-yaml r-cran-openssl r-cran-future r-cran-svglite r-cran-openxlsx fonts-dejavu-core"
ENTRYPOINT=(Rscript /app/run.R)
CMD=(serve)
ENV=("LANG=C.UTF-8" "TZ=Etc/UTC")
USER=nobody
WORKDIR=/app
EXPOSE=(8000)
prepare() {
  local a=$1/app; mkdir -p $a/R
  cat > $a/run.R <<'R'
suppressPackageStartupMessages({library(optparse); for (f in list.files("R", full.names = TRUE)) source(f)})
o <- parse_args(OptionParser(option_list = list(make_option(c("-n", "--num"), type = "integer", default = 3L, help = "a number"))), positional_arguments = TRUE)
if (o$args[1] == "serve") plumber::pr_run(plumber::pr("plumber.R"), host = "0.0.0.0", port = 8000, quiet = TRUE) else cat(do.call(o$args[1], list(o$options$num)), "\n")
R
  cat > $a/plumber.R <<'R'
#* @apiTitle Desk
#* @get /plot
#* @serializer png list(width = 200, height = 150)
function() { print(ggplot2::ggplot(mtcars, ggplot2::aes(wt, mpg, colour = factor(cyl))) + ggplot2::geom_point() + ggplot2::geom_smooth(method = "loess", formula = y ~ x) + ggplot2::labs(title = "Größe")) }
#* @get /svg
#* @serializer svg
function() { plot(1:3) }
#* @get /sum
#* @serializer unboxedJSON
function(n = 3) list(n = as.integer(n), t = tables(as.integer(n)))
#* @post /echo
#* @parser json
function(req) req$body
#* @get /csv
#* @serializer csv
function() data.frame(a = 1:2, b = c("ü", "x"))
#* @get /out
#* @serializer text
function() httr::content(httr::GET("https://svc.dns.test:9443/hello/httr"), "text", encoding = "UTF-8")
#* @get /html
#* @serializer html
function() "<b>hi</b>"
R
  cat > $a/R/tables.R <<'R'
tables <- function(n) { library(dplyr); r <- tibble(g = c("a", "b", "a"), x = 1:3) |> group_by(g) |> summarise(s = sum(x)) |> tidyr::pivot_wider(names_from = g, values_from = s); dt <- data.table::data.table(x = 1:5)[, .(s = sum(x))]; paste(r$a, dt$s, n) }
db <- function(n) { c <- DBI::dbConnect(RSQLite::SQLite(), ":memory:"); DBI::dbWriteTable(c, "t", data.frame(a = 1:3)); r <- DBI::dbGetQuery(c, "select sum(a) s from t")$s; library(dplyr); paste("db", r) }
times <- function(n) { t <- lubridate::ymd_hm("2024-07-01 12:00", tz = "UTC"); paste(format(lubridate::with_tz(t, "Asia/Kathmandu"), "%H:%M"), stringi::stri_trans_general("Привет", "Latin-ASCII"), stringi::stri_datetime_format(t, "EEEE", locale = "de_DE", tz = "UTC"), iconv("Ж", "UTF-8", "KOI8-R", toRaw = TRUE)[[1]], xml2::xml_text(xml2::read_xml("<a>t</a>")), glue::glue("{n}"), yaml::yaml.load("a: 1")$a, nchar(openssl::sha256("x"))) }
files <- function(n) { readr::write_csv(data.frame(a = 1:2), "/tmp/a.csv"); d <- readr::read_csv("/tmp/a.csv", show_col_types = FALSE); openxlsx::write.xlsx(d, "/tmp/a.xlsx"); x <- openxlsx::read.xlsx("/tmp/a.xlsx"); library(future); plan(multisession, workers = 2); f <- value(future(sum(1:4))); g <- parallel::mclapply(1:2, function(i) i, mc.cores = 2); pdf("/tmp/a.pdf"); print(lattice::xyplot(1:3 ~ 1:3)); dev.off(); m <- summary(lm(mpg ~ wt, mtcars))$r.squared > .7; ggplot2::ggsave("/tmp/g.svg", ggplot2::qplot(1:2, 1:2)); paste(nrow(x), f, length(g), file.size("/tmp/a.pdf") > 1000, m, system("echo child", intern = TRUE)) }
R
}
probe() {
  start_main; wait_port 8000 40 || return 1; local u=http://127.0.0.1:8000; cget -o $H/p.png $u/plot; want png PNG "$(magic $H/p.png)"; want svg '<svg' "$(cget $u/svg)"; want sum '"n":5.*4 15 5' "$(cget $u/sum?n=5)"; want echo '"b":\[1\]|\{"b":\[?1' "$(cget -H 'Content-Type: application/json' -d '{"b":1}' $u/echo)"; want csv 'ü' "$(cget $u/csv)"; want out 'hello from /hello/httr' "$(cget $u/out)"; want openapi '"openapi"' "$(cget $u/openapi.json)"; want html '<b>hi' "$(cget $u/html)"; want nf '404' "$(cget $u/nope)"
  RUN_TIMEOUT=60; want db 'db 6' "$(run_main db 2>&1)"; want times '17:45 Privet Montag f6 t 4 1 64' "$(run_main -n 4 times 2>&1)"; want files '2 10 2 TRUE TRUE child' "$(run_main files 2>&1)"; want help 'a number' "$(run_main --help 2>&1)"
}
