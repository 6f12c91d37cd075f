# r-shiny: a Shiny application and a plumber-less report: ggplot2, dplyr, knitr/rmarkdown with pandoc, data.table, RSQLite, DT, leaflet-less, in one image
PACKAGES="r-base-core r-cran-shiny r-cran-ggplot2 r-cran-dplyr r-cran-readr r-cran-knitr r-cran-rmarkdown pandoc r-cran-data.table r-cran-rsqlite r-cran-dt r-cran-httr r-cran-xml2 r-cran-lubridate r-cran-stringi r-cran-tidyr fonts-dejavu-core"
ENTRYPOINT=(Rscript)
CMD=(-e "shiny::runApp('/app', port = 8000, host = '0.0.0.0')")
WORKDIR=/app
ENV=("LANG=C.UTF-8" "HOME=/tmp" "TZ=Europe/Berlin")
USER=nobody
EXPOSE=(8000)
prepare() {
  mkdir -p $1/app/www; echo 'w{}' > $1/app/www/w.css
  printf 'library(shiny)\nui <- navbarPage("Größe", tabPanel("a", sliderInput("n", "N", 1, 10, 5), selectInput("s", "S", c("x", "y")), dateInput("d", "D", language = "de"), plotOutput("p"), DT::DTOutput("t"), tags$link(rel = "stylesheet", href = "w.css")))\nserver <- function(input, output, session) { output$p <- renderPlot({ library(ggplot2); ggplot(mtcars, aes(mpg, wt)) + geom_point() }); output$t <- DT::renderDT(head(iris)) }\nshinyApp(ui, server)\n' > $1/app/app.R
  printf -- '---\ntitle: Bericht\noutput:\n  html_document:\n    toc: true\n    theme: flatly\n    highlight: tango\n---\n\n# A\n\n```{r}\nlibrary(ggplot2); library(dplyr)\nmtcars %%>%% group_by(cyl) %%>%% summarise(m = mean(mpg)) %%>%% knitr::kable()\nggplot(mtcars, aes(factor(cyl), mpg)) + geom_boxplot() + ggtitle("Ü")\n```\n' > $1/app/r.Rmd
  cat > $1/app/job.R <<'R'
suppressMessages({ library(dplyr); library(data.table); library(DBI); library(lubridate); library(stringi); library(tidyr); library(readr); library(xml2); library(httr) })
d <- dbConnect(RSQLite::SQLite(), ":memory:"); dbWriteTable(d, "m", mtcars); cat(dbGetQuery(d, "select count(*) n from m")$n, "\n")
dt <- data.table(a = 1:4, g = c("x", "y")); print(dt[, .(s = sum(a)), by = g]); fwrite(dt, "/tmp/a.csv"); cat(nrow(read_csv("/tmp/a.csv", show_col_types = FALSE)), nrow(fread("/tmp/a.csv")), "\n")
cat(format(with_tz(ymd_hms("2024-07-01 00:00:00"), "Asia/Tokyo")), stri_trans_general("北京 Köln", "Any-Latin; Latin-ASCII"), stri_encode("ä", "UTF-8", "latin1", to_raw = TRUE)[[1]], "\n")
cat(content(GET("https://backend.panel.test:9443/hello/r"), "text"), xml_text(xml_find_first(read_xml("<a><b>1</b></a>"), "//b")), "\n")
print(pivot_wider(tibble(k = c("a", "b"), v = 1:2), names_from = k, values_from = v)); f <- lm(mpg ~ wt, mtcars); cat(round(coef(f)[2], 2), "\n"); print(summary(glm(am ~ wt, binomial, mtcars))$coefficients[1, 1] > 0)
cat(toupper("größe"), iconv("ä", "UTF-8", "latin1") != "", capabilities("cairo"), "\n"); suppressMessages(ggplot2::ggsave("/tmp/g.png", ggplot2::qplot(1:3, 1:3), width = 2, height = 2)); svg("/tmp/a.svg"); plot(1); invisible(dev.off()); parallel::mclapply(1:2, identity, mc.cores = 2) |> length() |> print()
R
}
probe() {
  start_main; wait_port 8000 60 || return 1; local u=http://127.0.0.1:8000 p
  p=$(cget $u/); want ui 'Größe' "$p"; local s; for s in $(grep -oP '(src|href)="\K[^"#:]+\.(js|css)' <<<"$p" | grep -v strftime); do want asset-$s 200 "$(cget -o /dev/null -w '%{http_code}' "$u/$s")"; done; want w 'w\{\}' "$(cget $u/w.css)"
  want wsplot 'data:image/png' "$(/usr/bin/python3 -I - <<'P' 2>&1
import socket, os, struct, base64, json, time
s = socket.create_connection(("127.0.0.1", 8000)); s.settimeout(30)
s.sendall(b"GET /websocket/ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
s.recv(999)
m = json.dumps({"method": "init", "data": {"n": 5, "s": "x", ".clientdata_output_p_width": 300, ".clientdata_output_p_height": 200, ".clientdata_output_p_hidden": False, ".clientdata_output_t_hidden": False, ".clientdata_pixelratio": 1, ".clientdata_url_search": "", ".clientdata_url_protocol": "http:", ".clientdata_url_hostname": "x", ".clientdata_url_port": "8000", ".clientdata_url_pathname": "/", ".clientdata_url_hash_initial": "", ".clientdata_singletons": ""}}).encode()
s.sendall(b"\x81" + (bytes([0x80 | 126]) + struct.pack(">H", len(m)) if len(m) > 125 else bytes([0x80 | len(m)])) + b"\0\0\0\0" + m)
b = b""; t = time.time()
while time.time() - t < 30 and b"data:image/png" not in b:
    try: x = s.recv(65536)
    except OSError: break
    if not x: break
    b += x
i = b.find(b"data:image/png"); print(b[i:i + 20] if i >= 0 else b[-600:])
P
)"; stop_main
  want job '^32 .*x +4.*4 4 .*2024-07-01 09:00:00 bei jing Koln e4 .*hello from /hello/r 1 .*-5.34 .*TRUE.*(GRÖSSE|GRÖßE) TRUE TRUE .*2' "$(run_main /app/job.R 2>&1 | tr '\n' ' ')"; want rmd 'Output created' "$(RUN_TIMEOUT=80 run_main -e "rmarkdown::render('/app/r.Rmd', output_dir='/tmp/o', intermediates_dir='/tmp/i', knit_root_dir='/tmp')" 2>&1)"; want html 'Bericht' "$(head -c 3000000 $R/tmp/o/r.html | grep -o Bericht | head -1)"; want plot 'data:image/png' "$(grep -o 'data:image/png' $R/tmp/o/r.html | head -1)"; check png test -s $R/tmp/g.png; check svg test -s $R/tmp/a.svg
}
