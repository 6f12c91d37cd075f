# shiny-app: an application of the author's in R: shiny (httpuv) with ggplot2 and DT, a module file sourced from R/, data read from CSV; a plumber API and a knitr report beside it
PACKAGES="r-base-core r-cran-shiny r-cran-ggplot2 r-cran-dt r-cran-dplyr r-cran-jsonlite r-cran-knitr r-cran-readr r-cran-lubridate fonts-dejavu-core"
ENTRYPOINT=(Rscript /srv/shiny/run.R)
CMD=()
USER=nobody
WORKDIR=/srv/shiny
ENV=("LANG=C.UTF-8" "TZ=UTC" "HOME=/tmp")
EXPOSE=(3838)
prepare() {
  local a=$1/srv/shiny; mkdir -p $a/R $a/www; printf 'x,y,g\n1,2,ä\n2,4,b\n3,5,b\n' > $a/data.csv; echo 'body{}' > $a/www/site.css
  printf 'shiny::runApp("/srv/shiny", host="127.0.0.1", port=3838, launch.browser=FALSE)\n' > $a/run.R
  printf 'summe <- function(d) { d |> dplyr::group_by(g) |> dplyr::summarise(n = sum(y)) }\n' > $a/R/util.R
  printf 'library(shiny); library(ggplot2)\nd <- readr::read_csv("data.csv", show_col_types=FALSE)\nui <- fluidPage(titlePanel("Größe"), includeCSS("www/site.css"), sliderInput("n","N",1,3,2), plotOutput("p"), DT::DTOutput("t"), tabsetPanel(tabPanel("a", dateInput("d","D", language="de"))))\nserver <- function(input, output, session) { output$p <- renderPlot(ggplot(d, aes(x,y)) + geom_point() + theme_minimal()); output$t <- DT::renderDT(summe(d)); session$registerDataObj("json", d, function(data, req) shiny:::httpResponse(200, "application/json", jsonlite::toJSON(data))) }\nshinyApp(ui, server)\n' > $a/app.R
  printf 'args <- commandArgs(TRUE)\nsource("R/util.R"); library(ggplot2); suppressMessages(library(dplyr))\nd <- readr::read_csv("data.csv", show_col_types=FALSE)\np <- ggplot(d, aes(x, y, colour=g)) + geom_line() + facet_wrap(~g) + labs(title="Größe")\nggsave("/tmp/p.png", p, width=3, height=2, dpi=72); ggsave("/tmp/p.pdf", p); ggsave("/tmp/p.svg", p, device=svg)\ncat(nrow(summe(d)), format(lubridate::ymd_hms("2024-07-01 12:00:00", tz="Europe/Vienna"), "%%Z"), jsonlite::toJSON(list(a=1), auto_unbox=TRUE), knitr::kable(head(d), format="html") |> nchar() > 50, "\\n")\nwriteLines(c("# T", "```{r}", "1+1", "```"), "/tmp/r.Rmd"); knitr::knit("/tmp/r.Rmd", "/tmp/r.md", quiet=TRUE); cat(readLines("/tmp/r.md"), sep="\\n")\nm <- lm(y ~ x, d); print(coef(m)); con <- url("https://svc.dns.test:9443/hello/r"); cat(readLines(con, warn=FALSE), "\\n")\nlibrary(parallel); print(unlist(mclapply(1:2, function(i) i*2))); cat(iconv("ü", "UTF-8", "latin1") |> charToRaw() |> as.character(), "\\n")\n' > $a/report.R
}
probe() {
  start_main; wait_port 3838 60 || return 1; u=http://127.0.0.1:3838; P=$(cget $u/); want page 'Größe' "$P"; want widget 'htmlwidgets|datatables' "$P"; want boot 200 "$(cget -o /dev/null -w '%{http_code}' "$u/$(grep -o '[^"]*bootstrap.min.css' <<<"$P" | head -1)")"; want datepicker 200 "$(cget -o /dev/null -w '%{http_code}' "$u/$(grep -o '[^"]*datepicker[^"]*de.js\|[^"]*bootstrap-datepicker.min.js' <<<"$P" | head -1)")"
  want ws 101 "$(cget -i -N --max-time 3 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==' $u/websocket/ | head -1)"
  _argv - Rscript report.R; O=$(timeout 80 "${ARGV[@]}" 2>&1); want sum '2 CEST \{"a":1\} TRUE' "$O"; want knit '## \[1\] 2' "$O"; want lm 'Intercept' "$O"; want https 'hello from /hello/r' "$O"; want par '2 4' "$O"; want iconv '^.*fc' "$(tail -1 <<<"$O")"; want png PNG "$(head -c 4 $R/tmp/p.png | tr -dc A-Z)"; want svg '<svg' "$(head -c 300 $R/tmp/p.svg)"; want pdf PDF "$(head -c 4 $R/tmp/p.pdf)"
}
