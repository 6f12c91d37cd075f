# clang-lld: clang with its own linker, run-time libraries and link-time optimisation
PACKAGES="clang lld libc6-dev libstdc++-12-dev make libclang-rt-dev clang-tidy clang-format"
ENTRYPOINT=(make -C /work)
CMD=(all)
ENV=("CC=clang" "CXX=clang++" "LDFLAGS=-fuse-ld=lld")
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf '#include <stdio.h>\n#include <immintrin.h>\n#include <stddef.h>\nint main(void) { printf("%%d\\n", (int)sizeof(__m256)); }\n' > "$D/a.c"
  printf '#include <iostream>\n#include <vector>\n#include <string>\nint main() { std::vector<std::string> v{"x"}; try { v.at(3); } catch (std::exception &e) { std::cout << "caught" << std::endl; } }\n' > "$D/b.cc"
  printf '#include <stdlib.h>\nint main(void) { char *p = malloc(3); free(p); return p[1]; }\n' > "$D/s.c"
  printf 'all: a b s lto fmt tidy\na: a.c\n\t$(CC) -O2 $(LDFLAGS) -o $@ $<\nb: b.cc\n\t$(CXX) -std=c++17 $(LDFLAGS) -o $@ $<\ns: s.c\n\t$(CC) -g -fsanitize=address,undefined $(LDFLAGS) -o $@ $<\nlto: b.cc\n\t$(CXX) -flto=thin -O2 $(LDFLAGS) -o $@ $<\nfmt: a.c\n\tclang-format a.c > fmt\ntidy: a.c\n\tclang-tidy --quiet a.c -- > tidy\n' > "$D/Makefile"
  want make '' "$(run_main all >"$H/make.log" 2>&1 || { tail -5 "$H/make.log"; echo bad; })"
  want a '^32$' "$("$D/a" 2>&1)"; want b '^caught$' "$("$D/b" 2>&1)"; want lto '^caught$' "$("$D/lto" 2>&1)"
  want asan 'heap-use-after-free' "$("$D/s" 2>&1 || true)"; check fmt test -s "$D/fmt"
  printf 'int main(void) { return x; }\n' > "$D/a.c"; want "an error" 'undeclared' "$(run_main a 2>&1)"
}
