# search-paths: libraries found by RPATH, RUNPATH, LD_LIBRARY_PATH and the cache, one name served from two places, and names for dlopen that
# are put together when they are needed: from configuration and the request, from the locale
PACKAGES=""
ENTRYPOINT=(/app/bin/tool)
CMD=(/app/etc/tool.conf)
ENV=("LD_LIBRARY_PATH=/app/extra:/app/extra2" "LANG=fr_FR.UTF-8")
USER=65534
WORKDIR=/
EXPOSE=(8080)
prepare() {
  local r=$1 b; b=$(builder_root gcc g++ libc6-dev node-ws) || return 1; rm -rf "$b/app" "$b/tmp/s"
  mkdir -p "$b"/app/{bin,lib/nested,extra,extra2,etc,share} "$b/app/lib/tool/codecs" "$b/app/lib/tool/lang" "$b/tmp/s" "$b/opt/vendor/lib"
  cat > "$b/tmp/s/make.sh" <<'X'
set -e; cd /tmp/s
lib() { o=$1; so=$2; code=$3; shift 3; echo "$code" > x.c; gcc -shared -fPIC -O1 -o "$o" -Wl,-soname,"$so" x.c "$@"; }
lib /app/lib/nested/libdeep.so.1 libdeep.so.1 'int deep(void){return 1;}'
lib /app/lib/libold.so.2 libold.so.2 'int deep(void);int old(void){return 10+deep();}' /app/lib/nested/libdeep.so.1
lib /app/lib/nested/libleaf.so.1 libleaf.so.1 'int leaf(void){return 5;}'
lib /app/lib/libnew.so.3 libnew.so.3 'int leaf(void);int new_(void){return 100+leaf();}' /app/lib/nested/libleaf.so.1 -Wl,--enable-new-dtags -Wl,-rpath,'$ORIGIN/nested'
lib /app/extra2/libenv.so.1 libenv.so.1 'int env(void){return 1000;}'
lib /opt/vendor/lib/libvendor.so.4 libvendor.so.4 'int vendor(void){return 10000;}'
lib /app/lib/tool/codecs/codec_rot13.so codec_rot13.so 'void *memset(void*,int,unsigned long);int code(int c){return c>=97&&c<=122?(c-97+13)%26+97:c;}'
lib /app/lib/tool/codecs/codec_upper.so codec_upper.so '#include <ctype.h>
#include <zlib.h>
int code(int c){ (void)zlibVersion; return toupper(c);}' -I/tmp/s -lz 2>/dev/null || lib /app/lib/tool/codecs/codec_upper.so codec_upper.so '#include <ctype.h>
int code(int c){ return toupper(c);}'
lib /app/lib/tool/lang/libmsg-fr.so.0 libmsg-fr.so.0 'const char *hello(void){return "bonjour";}'
lib /app/lib/tool/lang/libmsg-en.so.0 libmsg-en.so.0 'const char *hello(void){return "hello";}'
gcc -O1 -o /app/bin/tool tool.c /app/lib/libold.so.2 /app/lib/libnew.so.3 /app/extra2/libenv.so.1 /opt/vendor/lib/libvendor.so.4 -Wl,--disable-new-dtags -Wl,-rpath,'$ORIGIN/../lib:$ORIGIN/../lib/nested' -Wl,-rpath-link,/app/lib/nested -Wl,--no-as-needed
X
  cat > "$b/tmp/s/tool.c" <<'X'
#include <arpa/inet.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
int old(void), new_(void), env(void), vendor(void);
static char base[200], codec[50], b[4000];
int main(int argc, char **argv) {
  FILE *f = fopen(argv[1], "r"); if (!f) return 1; int port = 0; fscanf(f, "plugins %199s codec %49s port %d", base, codec, &port); fclose(f); signal(SIGPIPE, SIG_IGN);
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1; struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)}; setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(s, (void *)&a, sizeof a) || listen(s, 8)) return 2;
  for (;;) {
    int c = accept(s, 0, 0); char q[1024] = "", p[400], w[] = "tool"; read(c, q, sizeof q - 1); sscanf(q, "GET /%49[a-z0-9]", codec); dprintf(c, "HTTP/1.0 200 OK\r\n\r\nsum %d\n", old() + new_() + env() + vendor());
    snprintf(p, sizeof p, "%s/codecs/codec_%s.so", base, codec); void *h = dlopen(p, RTLD_NOW); int (*fn)(int) = h ? dlsym(h, "code") : 0; for (int i = 0; fn && w[i]; i++) w[i] = fn(w[i]); dprintf(c, "codec %s %s\n", w, h ? "" : dlerror());
    const char *l = getenv("LANG"); snprintf(p, sizeof p, "%s/lang/libmsg-%.2s.so.%d", base, l ? l : "en", 0); h = dlopen(p, RTLD_LAZY); const char *(*g)(void) = h ? dlsym(h, "hello") : 0; dprintf(c, "message %s\n", g ? g() : dlerror());
    close(c);
  }
}
X
  fat_run "$b" sh /tmp/s/make.sh || return 1
  cp -a "$b/app" "$r/"; mkdir -p "$r/opt"; cp -a "$b/opt/vendor" "$r/opt/"; rm -rf "$b/app" "$b/opt/vendor" "$b/tmp/s"
  echo /opt/vendor/lib > "$r/etc/ld.so.conf.d/vendor.conf"; fat_run "$r" ldconfig; printf 'plugins /app/lib/tool\ncodec rot13\nport 8080\n' > "$r/app/etc/tool.conf"
}
probe() {
  start_main; wait_port 8080 || return 1; local o; o=$(cget http://127.0.0.1:8080/ | tr '\n' ' ')
  want "libraries from four kinds of place" 'sum 11116' "$o"; want "codec named in the configuration" 'codec gbby' "$o"; want "messages named by the locale" 'message bonjour' "$o"; want "codec named in the request" 'codec TOOL' "$(cget http://127.0.0.1:8080/upper)"
}
