# compiler-gcc: an image to compile with: the driver finds its parts, headers, start files and libraries by computed names
PACKAGES="gcc g++ libc6-dev make"
EXTRA="One build uses neither link-time optimisation (lto1, 32 MB) nor the sanitizers (23 MB) nor static libraries; the next may."
ENTRYPOINT=(make -C /work)
CMD=(all)
ENV=("LANG=C.UTF-8")
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf '#include <math.h>\n#include <stdio.h>\n#include <pthread.h>\n#include <linux/limits.h>\nstatic void *f(void *p) { printf("%%.0f %%d\\n", floor(sqrt(2) * 10), PATH_MAX); return p; }\nint main(void) { pthread_t t; pthread_create(&t, 0, f, 0); pthread_join(t, 0); }\n' > "$D/a.c"
  printf '#include <iostream>\n#include <map>\n#include <regex>\n#include <thread>\nint main() { std::map<std::string, int> m{{"x", 7}}; std::thread([&] { try { std::regex("["); } catch (std::regex_error &) { m["x"]++; } }).join(); std::cout << m["x"] << std::endl; }\n' > "$D/b.cc"
  printf 'int twice(int x) { return 2 * x; }\n' > "$D/t.c"
  printf 'int twice(int); int main(void) { return twice(4) != 8; }\n' > "$D/m.c"
  printf 'all: a b m s o\na: a.c\n\t$(CC) -O2 -g -Wall -o $@ $< -lm -lpthread\nb: b.cc\n\t$(CXX) -std=c++17 -O1 -o $@ $<\nlibt.so: t.c\n\t$(CC) -shared -fPIC -o $@ $<\nm: m.c libt.so\n\t$(CC) -o $@ m.c -L. -lt -Wl,-rpath,/work\ns: a.c\n\t$(CC) -static -o $@ $< -lm\no: t.c\n\t$(CC) -c -flto -fsanitize=undefined t.c -o t.o\n\tar rcs libt.a t.o && ranlib libt.a\n\tnm libt.a > /dev/null && strip -g -o a.stripped a\n' > "$D/Makefile"
  want make '' "$(run_main all >"$H/make.log" 2>&1 || tail -5 "$H/make.log")"
  want "C program" '^14 4096$' "$("$D/a" 2>&1)"; want "C++ program" '^8$' "$("$D/b" 2>&1)"; want static '^14 4096$' "$("$D/s" 2>&1)"
  check "shared library" test -s "$D/libt.so"; check archive test -s "$D/libt.a"; check stripped test -s "$D/a.stripped"; check linked test -x "$D/m"
  printf 'int main(void) { return x; }\n' > "$D/a.c"; want "an error is shown" 'undeclared' "$(run_main a 2>&1)"
}
