#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(PITH_SEEK_DATA == SEEK_DATA && PITH_SEEK_HOLE == SEEK_HOLE, "lseek differs here");
_Static_assert(PITH_O_PATH == O_PATH, "O_PATH differs on this machine");

int pith_o_tmpfile(void) { return O_TMPFILE; }

int pith_open_beneath(int directory, const char *path, int flags, mode_t mode) {
  struct open_how how = {
      .flags = (uint64_t)(flags | O_CLOEXEC),
      .mode = mode,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int pith_renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path, unsigned flags) {
  return (int)syscall(SYS_renameat2, old_directory, old_path, new_directory, new_path, flags);
}

ssize_t pith_copy_file_range(int in, int64_t *in_offset, int out, int64_t *out_offset, size_t length) {
  return syscall(SYS_copy_file_range, in, in_offset, out, out_offset, length, 0u);
}

int pith_set_space_aside(int file, int64_t offset, int64_t length) {
  return fallocate(file, FALLOC_FL_KEEP_SIZE, offset, length);
}

int pith_clone_file(int in, int out) { return ioctl(out, FICLONE, in); }

int pith_errno(void) { return errno; }

const void *pith_memmem(const void *haystack, size_t length, const void *needle, size_t needle_length) {
  return memmem(haystack, length, needle, needle_length);
}
