# rust-cargo: cargo building a workspace offline: a vendored crate, a build script, a procedural macro, tests, documentation
PACKAGES="rustc cargo gcc libc6-dev"
ENTRYPOINT=(cargo)
CMD=(build --release --offline)
WORKDIR=/work
ENV=("CARGO_HOME=/work/.cargo")
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work; mkdir -p "$D/src" "$D/mac/src" "$D/dep/src" "$D/.cargo"
  printf '[package]\nname="demo"\nversion="0.1.0"\nedition="2021"\nbuild="build.rs"\n[dependencies]\nmac={path="mac"}\ndep={path="dep"}\n[workspace]\nmembers=["mac","dep"]\n' > "$D/Cargo.toml"
  printf 'fn main() { println!("cargo:rustc-env=BUILT=yes"); }\n' > "$D/build.rs"
  printf '[package]\nname="mac"\nversion="0.1.0"\nedition="2021"\n[lib]\nproc-macro=true\n' > "$D/mac/Cargo.toml"
  printf 'extern crate proc_macro;\nuse proc_macro::TokenStream;\n#[proc_macro]\npub fn seven(_: TokenStream) -> TokenStream { "7".parse().unwrap() }\n' > "$D/mac/src/lib.rs"
  printf '[package]\nname="dep"\nversion="0.1.0"\nedition="2021"\n' > "$D/dep/Cargo.toml"
  printf '/// Docs.\npub fn twice(x: i32) -> i32 { 2 * x }\n#[test]\nfn t() { assert_eq!(twice(2), 4); }\n' > "$D/dep/src/lib.rs"
  printf 'use std::thread;\nfn main() { let h = thread::spawn(|| dep::twice(mac::seven!())); println!("{} {}", h.join().unwrap(), env!("BUILT")); let r = std::panic::catch_unwind(|| { panic!("boo") }); println!("{}", r.is_err()); }\n' > "$D/src/main.rs"
  want build 'Finished' "$(RUN_TIMEOUT=200 run_main build --release --offline 2>&1)"
  want ran '^14 yes.true$' "$("$D/target/release/demo" 2>/dev/null | tr '\n' ' ' | sed 's/ $//')"
  want test 'test result: ok. 1 passed' "$(RUN_TIMEOUT=200 run_main test --offline -p dep 2>&1 | tr '\n' ' ')"
  want doc 'Finished|Generated' "$(RUN_TIMEOUT=200 run_main doc --offline --no-deps 2>&1)"; check docfile test -s "$D/target/doc/demo/index.html"
  want run '14 yes' "$(run_main run --offline 2>&1)"
  want new 'Created' "$(run_main new --vcs none /work/neu 2>&1)"
  echo 'fn main() { let x: i32 = "a"; }' > "$D/src/main.rs"; want error 'E0308' "$(run_main check --offline 2>&1)"
}
