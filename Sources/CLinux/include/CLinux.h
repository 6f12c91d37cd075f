// What Glibc's Swift overlay lacks, as plain functions. Each returns what the system call returns and sets errno.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>

/// openat2(2) with RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS: opens `path` below `directory` and follows
/// no link at all. -1 with ENOSYS where the kernel lacks it (before 5.6), or where a seccomp filter answers for it.
int pith_open_beneath(int directory, const char *path, int flags, mode_t mode);

/// O_PATH, which <fcntl.h> has only with _GNU_SOURCE.
static const int PITH_O_PATH = 010000000;

/// O_TMPFILE, likewise; O_DIRECTORY, which it holds, has not the same number everywhere.
int pith_o_tmpfile(void);

/// renameat2(2) flags.
enum { PITH_RENAME_NOREPLACE = 1, PITH_RENAME_EXCHANGE = 2 };
int pith_renameat2(int old_directory, const char *old_path, int new_directory, const char *new_path, unsigned flags);

/// copy_file_range(2); offsets may be NULL.
ssize_t pith_copy_file_range(int in, int64_t *in_offset, int out, int64_t *out_offset, size_t length);

/// fallocate(2) with FALLOC_FL_KEEP_SIZE: sets space aside; the file stays as long as it is.
int pith_set_space_aside(int file, int64_t offset, int64_t length);

/// ioctl(FICLONE): makes `out` share the blocks of `in`, or -1.
int pith_clone_file(int in, int out);

/// lseek(2) to data and holes, which <unistd.h> has only with _GNU_SOURCE.
enum { PITH_SEEK_DATA = 3, PITH_SEEK_HOLE = 4 };

/// Takes SIGINT, SIGTERM and SIGHUP: from now on they only leave their number, for `pith_signals_taken`. A signal that is ignored stays so.
void pith_signals_take(void);

/// The first signal since `pith_signals_take`, or 0.
int pith_signals_taken(void);

/// Undoes `pith_signals_take`.
void pith_signals_release(void);

/// errno, as a function: Swift's own is a macro with a context of its own.
int pith_errno(void);

/// memmem(3), which needs _GNU_SOURCE. NULL where `needle` is not in `haystack`.
const void *pith_memmem(const void *haystack, size_t length, const void *needle, size_t needle_length);

/// A number for bytes, good for tables whose seed nobody outside knows: multiplications of 64 by 64 bits, folded (as wyhash does it).
static inline uint64_t pith_hash(const uint8_t *bytes, size_t length, uint64_t seed) {
  const uint64_t first = 0xa0761d6478bd642full, second = 0xe7037ed1a0b428dbull;
  uint64_t left, right;
  seed ^= first;
  size_t rest = length;
  for (; rest > 16; rest -= 16, bytes += 16) {
    __builtin_memcpy(&left, bytes, 8);
    __builtin_memcpy(&right, bytes + 8, 8);
    unsigned __int128 product = (unsigned __int128)(left ^ second) * (right ^ seed);
    seed = (uint64_t)product ^ (uint64_t)(product >> 64);
  }
  if (rest >= 8) {
    __builtin_memcpy(&left, bytes, 8);
    __builtin_memcpy(&right, bytes + rest - 8, 8);
  } else if (rest >= 4) {
    uint32_t low, high;
    __builtin_memcpy(&low, bytes, 4);
    __builtin_memcpy(&high, bytes + rest - 4, 4);
    left = low;
    right = high;
  } else if (rest > 0) {
    left = (uint64_t)bytes[0] << 16 | (uint64_t)bytes[rest >> 1] << 8 | bytes[rest - 1];
    right = 0;
  } else {
    left = right = 0;
  }
  unsigned __int128 product = (unsigned __int128)(left ^ second ^ length) * (right ^ seed);
  seed = (uint64_t)product ^ (uint64_t)(product >> 64);
  product = (unsigned __int128)(seed ^ first) * (second ^ length);
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}
