// Where something may be named in text, as fast as the processor allows: nearly all bytes are no such place.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  /// How many bytes are looked at together.
  PITH_BLOCK = 64,
  /// How many blocks at most: positions in them fit into 16 bits.
  PITH_BLOCKS = 64,
  /// How many readable bytes must be before the blocks, and how many behind them.
  PITH_BYTES_BEFORE = 1,
  PITH_BYTES_BEHIND = 8,
  /// How many positions are written at least for each block.
  PITH_AT_ONCE = 4,
  /// How many positions there must be room for.
  PITH_POSITIONS = PITH_BLOCKS * PITH_BLOCK + PITH_AT_ONCE
};

/// How words begin that are of interest, as bits, and how far a hash is shifted to be the number of one of these.
typedef struct {
  const uint64_t *bits;
  uint64_t shift;
} pith_heads;

/// Writes the positions in `blocks` blocks of `text` where something may be named, in order, and returns how many there are: its slashes and dots.
size_t pith_find_signs(const uint8_t *text, size_t blocks, uint16_t *signs);

/// How many positions were written.
typedef struct {
  size_t marks, words;
} pith_counts;

/// Writes the positions where a program or a module may be named, each in order: in `marks` slashes and dots, spaces before a sign or a digit, and pairs
/// of colons; in `words` where two printable bytes follow a NUL, if they begin as a word of interest does, or with a hyphen. What must follow is not
/// known of a block's last byte: that is among them.
pith_counts pith_find_marks(const uint8_t *text, size_t blocks, pith_heads heads, uint16_t *marks, uint16_t *words);

/// Eight bytes, the first one lowest.
static inline uint64_t pith_load(const uint8_t *text) {
  uint64_t bytes;
  memcpy(&bytes, text, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  bytes = __builtin_bswap64(bytes);
#endif
  return bytes;
}

/// The hash of the first eight bytes of a string, or of all of a shorter one; the first byte is the lowest of `bytes`, and a NUL ends it.
static inline uint64_t pith_head(uint64_t bytes) {
  // The lowest bit that is left belongs to the first NUL; what is behind it does not count.
  const uint64_t zeros = (bytes - 0x0101010101010101) & ~bytes & 0x8080808080808080;
  return (bytes & (((zeros & -zeros) >> 7) - 1)) * 0x9e3779b97f4a7c15;
}

/// Whether a word of interest may begin with `bytes`.
static inline _Bool pith_has_head(pith_heads heads, uint64_t bytes) {
  const uint64_t place = pith_head(bytes) >> heads.shift;
  return heads.bits[place >> 6] >> (place & 63) & 1;
}
