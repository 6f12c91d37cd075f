# meson-build: meson and ninja: configure, compile, test, install, a library in pkg-config
PACKAGES="meson ninja-build gcc g++ libc6-dev pkg-config libglib2.0-dev"
ENTRYPOINT=(meson)
CMD=(setup /work/out /work)
WORKDIR=/work
. "$SUITE/lib/cli.sh"
prepare() { mkdir -p "$1/work"; }
probe() {
  work /work
  printf "project('demo','c','cpp',version:'1.0',default_options:['cpp_std=c++17','buildtype=release'])\ncc=meson.get_compiler('c')\nglib=dependency('glib-2.0')\nm=cc.find_library('m')\nthr=dependency('threads')\nconf=configuration_data()\nconf.set('HAVE_MEMMEM',cc.has_function('memmem',prefix:'#define _GNU_SOURCE\\\\n#include <string.h>'))\nconfigure_file(output:'config.h',configuration:conf)\nl=library('d','d.c',install:true)\ne=executable('demo','m.c','x.cc',link_with:l,dependencies:[glib,m,thr],install:true)\ntest('t',e)\nimport('pkgconfig').generate(l)\nimport('fs')\ngnome=import('gnome')\nr=run_command('python3','-c','print(1)',check:true)\n" > "$D/meson.build"
  printf 'int two(void) { return 2; }\n' > "$D/d.c"; printf 'extern "C" int three() { return 3; }\n' > "$D/x.cc"; printf '#include <glib.h>\nint two(void); int three(void);\nint main(void) { g_print("%%d%%d\\n", two(), three()); return 0; }\n' > "$D/m.c"
  want setup 'Found ninja' "$(RUN_TIMEOUT=200 run_main setup --prefix=/work/inst /work/out /work 2>&1)"
  want compile 'Linking target demo' "$(RUN_TIMEOUT=200 run_main compile -C /work/out 2>&1)"
  want test 'Ok: +1' "$(run_main test -C /work/out 2>&1)"; want install 'Installing' "$(run_main install -C /work/out 2>&1)"
  want pc "d.pc" "$(find "$D/inst" -name "*.pc")"
  want introspect 'demo' "$(run_main introspect --targets /work/out 2>&1)"; want init 'Sample|generated|project' "$(run_main init -C /work/neu --name n -l cpp 2>&1 || { mkdir -p "$D/neu"; chmod 777 "$D/neu"; run_main init -C /work/neu --name n -l cpp 2>&1; })"
}
