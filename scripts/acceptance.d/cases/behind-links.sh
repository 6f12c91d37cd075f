# behind-links: a program reached through links to links (alternatives, releases, a relative one), which finds its parts from where it really is
# and from how it was called
PACKAGES=""
ENTRYPOINT=(shop-server)
CMD=(serve)
ENV=("SHOP_PORT=8080" "TZ=Africa/Nairobi")
USER=shop
WORKDIR=/srv/current
EXPOSE=(8080)
prepare() {
  local r=$1 b v=$1/opt/shop/releases/2024.1; b=$(builder_root gcc g++ libc6-dev node-ws) || return 1; add_user "$r" shop 1404
  mkdir -p "$v/bin" "$v/share/texts" "$v/etc" "$v/libexec" "$r/srv/releases/7/conf" "$b/tmp/l" "$r/var/lib/shop"; chown 1404 "$r/var/lib/shop"
  ln -s releases/2024.1 "$r/opt/shop/current"; ln -s ../../opt/shop/current/bin/shop "$r/etc/alternatives/shop-server"; ln -s /etc/alternatives/shop-server "$r/usr/local/bin/shop-server"; ln -s releases/7 "$r/srv/current"
  ln -s ../../../../../etc/shop/site.conf "$v/etc/site.conf"; mkdir "$r/etc/shop"; ln -s /srv/shared/site.conf "$r/etc/shop/site.conf"; mkdir -p "$r/srv/shared"; echo 'title Linked' > "$r/srv/shared/site.conf"
  cat > "$b/tmp/l/shop.c" <<'X'
#include <arpa/inet.h>
#include <libgen.h>
#include <limits.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
static char home[PATH_MAX];
static int show(int c, const char *label, const char *rel) {
  char p[PATH_MAX + 200], l[200] = ""; if (*rel == '/') snprintf(p, sizeof p, "%s", rel); else snprintf(p, sizeof p, "%s/%s", home, rel);
  FILE *f = fopen(p, "r"); if (f) { fgets(l, sizeof l, f); fclose(f); } return dprintf(c, "%s %s%s", label, f ? l : "missing\n", f ? "" : "");
}
int main(int argc, char **argv) {
  char e[PATH_MAX] = ""; if (readlink("/proc/self/exe", e, sizeof e - 1) < 0) return 1;
  strcpy(home, dirname(dirname(e))); signal(SIGPIPE, SIG_IGN);
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1; struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(getenv("SHOP_PORT")))};
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one); if (bind(s, (void *)&a, sizeof a) || listen(s, 8)) return 2;
  for (;;) {
    int c = accept(s, 0, 0); char q[1024], t[100]; read(c, q, sizeof q); dprintf(c, "HTTP/1.0 200 OK\r\n\r\n");
    show(c, "text", "share/texts/welcome.txt"); show(c, "conf", "etc/site.conf");
    FILE *f = fopen("conf/local.conf", "r"); if (f) { fgets(t, sizeof t, f); dprintf(c, "cwd %s", t); fclose(f); }
    char cmd[PATH_MAX + 50]; snprintf(cmd, sizeof cmd, "%s/libexec/helper %s", home, argc > 1 ? argv[1] : ""); f = popen(cmd, "r"); if (f && fgets(t, sizeof t, f)) dprintf(c, "helper %s", t); if (f) pclose(f);
    time_t z = 0; strftime(t, sizeof t, "%H:%M", localtime(&z)); struct hostent *h = gethostbyname("svc.dns.test"); struct servent *v = getservbyname("imaps", "tcp");
    dprintf(c, "time %s dns %s port %d\n", t, h ? inet_ntoa(*(struct in_addr *)h->h_addr) : "-", v ? ntohs(v->s_port) : 0); close(c);
  }
}
X
  fat_run "$b" gcc -O1 -o /tmp/l/shop /tmp/l/shop.c || return 1; install -m 755 "$b/tmp/l/shop" "$v/bin/shop"; rm -rf "$b/tmp/l"
  echo 'welcome to release 2024.1' > "$v/share/texts/welcome.txt"; echo 'local seven' > "$r/srv/releases/7/conf/local.conf"
  printf '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\n. "$here/common.sh"\nsay "$1" "$(basename "$here")"\n' > "$v/libexec/helper"; printf 'say() { printf "%%s/%%s\\n" "$@" | tr a-z A-Z; }\n' > "$v/libexec/common.sh"; chmod 755 "$v/libexec/helper"
}
probe() {
  start_main; wait_port 8080 || return 1; local o; o=$(cget http://127.0.0.1:8080/ | tr '\n' ' ')
  want "text beside the real program" 'text welcome to release 2024.1' "$o"; want "configuration behind two links" 'conf title Linked' "$o"; want "relative to the working directory" 'cwd local seven' "$o"
  want helper 'helper SERVE/LIBEXEC' "$o"; want names 'time 03:00 dns 127.0.0.1 port 993' "$o"
}
