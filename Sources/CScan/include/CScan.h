// Where something may be named in text, as fast as the processor allows: nearly all bytes are no such place.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  /// How many bytes are looked at together.
  PITH_BLOCK = 64,
  /// How many readable bytes must be before the blocks, and how many behind them.
  PITH_BYTES_BEFORE = 1,
  PITH_BYTES_BEHIND = 1,
  /// How many bits tell prefixes apart: 8 KB of them stay in the nearest cache.
  PITH_PREFIXES = 1 << 16
};

/// For each of `blocks` blocks of `text`, one bit for each byte, the first byte's the lowest: its slashes and dots.
void pith_find_signs(const uint8_t *text, size_t blocks, uint64_t *signs);

/// The same: in `marks` slashes and dots, spaces before a sign or a digit, and pairs of colons; in `beginnings` where two printable bytes follow a NUL.
void pith_find_marks(const uint8_t *text, size_t blocks, uint64_t *marks, uint64_t *beginnings);

/// Which bit stands for the first four bytes of a string, or for all of a shorter one; the first byte is the lowest of `bytes`, and a NUL ends it.
static inline uint32_t pith_prefix(uint32_t bytes) {
  // The lowest bit that is left belongs to the first NUL; what is behind it does not count.
  const uint32_t zeros = (bytes - 0x01010101) & ~bytes & 0x80808080;
  return (bytes & (((zeros & -zeros) >> 7) - 1)) * 0x9e3779b1 >> 16;
}
