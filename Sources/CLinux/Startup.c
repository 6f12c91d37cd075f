#include <stdlib.h>
#include <unistd.h>

// A static executable has no dladdr, so Swift's runtime asks /proc/self/exe where it is, to find its backtracer, and aborts
// before main when there is no /proc (stdlib/public/runtime/Paths.cpp): as in an empty root, or in a build stage from scratch.
// Told a path of the backtracer, it does not look. The priority puts this before the runtime's own initializers.
__attribute__((constructor(101))) static void runs_without_proc(void) {
  if (access("/proc/self/exe", F_OK) != 0) {
    setenv("SWIFT_BACKTRACE", "enable=no,swift-backtrace=/", 0);
  }
}
