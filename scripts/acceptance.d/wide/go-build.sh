# go-build: the go command: building, testing, vetting, cgo, embedding, formatting
PACKAGES="golang-go gcc libc6-dev"
ENTRYPOINT=(go)
CMD=(build ./...)
WORKDIR=/work
ENV=("GOCACHE=/work/.cache" "GOPATH=/work/.go" "GOFLAGS=-mod=mod" "GOPROXY=off")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkdir -p "$D/sub"
  printf 'module demo\n\ngo 1.19\n' > "$D/go.mod"; echo hallo > "$D/e.txt"
  cat > "$D/main.go" <<'X'
package main

// int twice(int x) { return 2 * x; }
import "C"
import (
	_ "embed"
	"demo/sub"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

//go:embed e.txt
var e string

func main() {
	l, err := time.LoadLocation("Europe/Paris")
	b, _ := json.Marshal(map[string]int{"a": int(C.twice(4))})
	fmt.Println(string(b), e[:5], sub.F(), http.StatusText(404), l, err)
}
X
  printf 'package sub\n\nfunc F() int { return 3 }\n' > "$D/sub/s.go"
  printf 'package sub\n\nimport "testing"\n\nfunc TestF(t *testing.T) { if F() != 3 { t.Fatal() } }\nfunc BenchmarkF(b *testing.B) { for i := 0; i < b.N; i++ { F() } }\n' > "$D/sub/s_test.go"
  want build '^$' "$(RUN_TIMEOUT=300 run_main build -o demo . 2>&1)"
  want ran '"a":8.* hallo 3 Not Found Europe/Paris <nil>' "$("$D/demo" 2>&1)"
  want test 'ok .*demo/sub' "$(RUN_TIMEOUT=300 run_main test -cover ./sub 2>&1)"
  want vet '^$' "$(RUN_TIMEOUT=200 run_main vet ./... 2>&1)"; want fmt 'main.go' "$(run_main fmt ./... 2>&1)"
  want doc 'func F' "$(run_main doc ./sub 2>&1)"; want list 'demo/sub' "$(run_main list ./... 2>&1)"
  want arm '' "$(RUN_TIMEOUT=300 run_main env GOARCH 2>&1)"; want tool '[tT] main.main' "$(run_main tool nm demo 2>&1 | grep 'main.main$')"
  echo 'package main; func main() { x := 1 }' > "$D/main.go"; want error 'declared but not used|declared and not used' "$(run_main build . 2>&1)"
}
