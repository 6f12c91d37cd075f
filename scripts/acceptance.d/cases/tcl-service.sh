# tcl-service: a script run by its #! line: packages through pkgIndex files, encodings and time zones read lazily, message catalogues
PACKAGES="tcl tcllib tcl-tls tdom locales"
ENTRYPOINT=(/opt/tclapp/bin/serve)
ENV=("TZ=:Europe/Helsinki" "LANG=sv_SE.UTF-8")
USER=nobody
EXPOSE=(8080)
prepare() {
  echo "sv_SE.UTF-8 UTF-8" > "$1/etc/locale.gen"; fat_run "$1" locale-gen >/dev/null; local a=$1/opt/tclapp; mkdir -p "$a/bin" "$a/msgs" "$a/lib/shop"
  cat > "$a/bin/serve" <<'X'
#!/usr/bin/env tclsh
set top [file dirname [file dirname [file normalize [info script]]]]
lappend auto_path [file join $top lib]
package require shop
socket -server accept 8080
proc accept {c host port} { fconfigure $c -blocking 0 -translation {auto crlf} -encoding utf-8; fileevent $c readable [list request $c] }
proc request {c} {
  if {[gets $c line] < 0} { if {[eof $c]} { close $c }; return }
  if {![regexp {^GET /(\w+)} $line -> name]} return
  if {[catch {shop::$name} body]} { set body "ERR $::errorInfo" }
  puts -nonewline $c "HTTP/1.0 200 OK\n\n$body"; close $c
}
vwait forever
X
  chmod 755 "$a/bin/serve"
  echo 'package ifneeded shop 1.0 [list source [file join $dir shop.tcl]]' > "$a/lib/shop/pkgIndex.tcl"
  cat > "$a/lib/shop/shop.tcl" <<'X'
package provide shop 1.0
package require msgcat
namespace eval shop {
  msgcat::mclocale sv; msgcat::mcload [file join $::top msgs]
  proc hello {} { msgcat::mc "Hello" }
  proc charset {} { binary encode hex [encoding convertto shiftjis 日本] }
  proc time {} { clock format 0 -format "%H:%M %Z %A" -locale sv }
  proc json {} { package require json; dict get [json::json2dict {{"a": 5}}] a }
  proc digest {} { package require sha256; string range [sha2::sha256 -hex x] 0 7 }
  proc xml {} { package require tdom; set d [dom parse {<a><b>7</b></a>}]; $d selectNodes string(//b) }
  proc out {} {
    package require http; package require tls
    http::register https 443 [list ::tls::socket -autoservername 1 -require 1 -cafile /etc/ssl/certs/ca-certificates.crt]
    set t [http::geturl https://backend.panel.test:9443/hello/tcl]; http::data $t
  }
  proc run {} { exec uname -s | tr A-Z a-z }
}
X
  printf 'msgcat::mcset sv Hello "Hej"\n' > "$a/msgs/sv.msg"
}
probe() {
  start_main; wait_port 8080 || return 1; local u=http://127.0.0.1:8080
  want catalogue '^Hej' "$(cget $u/hello)"; want charset 93fa967b "$(cget $u/charset)"; want time '02:00 (EET|\+02) torsdag' "$(cget $u/time)"
  want json '^5' "$(cget $u/json)"; want digest 2d711642 "$(cget $u/digest)"; want xml '^7' "$(cget $u/xml)"
  want https 'hello from /hello/tcl' "$(cget $u/out)"; want run linux "$(cget $u/run)"
}
