#include "CLinux.h"

#include <signal.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
enum { count = sizeof numbers / sizeof numbers[0] };
static struct sigaction before[count];
static volatile sig_atomic_t taken;

static void take(int number) {
  if (taken == 0) taken = number;
}

void pith_signals_take(void) {
  // SA_RESTART: whoever checks in between notices; no system call needs to fail for it.
  struct sigaction action = {.sa_handler = take, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  taken = 0;
  for (int i = 0; i < count; i++) {
    sigaction(numbers[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(numbers[i], &action, NULL);
  }
}

int pith_signals_taken(void) { return taken; }

void pith_signals_release(void) {
  for (int i = 0; i < count; i++) sigaction(numbers[i], &before[i], NULL);
}
