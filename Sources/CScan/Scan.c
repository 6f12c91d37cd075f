#include "CScan.h"

// Written in the vectors of clang, which makes of them what each processor has: SSE2, AVX2, NEON.
typedef uint8_t Block __attribute__((ext_vector_type(PITH_BLOCK), aligned(1), may_alias));
typedef _Bool Bits __attribute__((ext_vector_type(PITH_BLOCK), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define LOAD(place) (*(const Block *)(place))
#define STORE(place, found) (*(Bits *)(place) = __builtin_convertvector(found, Bits))
// '.' and '/' differ in their lowest bit alone.
#define IS_SIGN(bytes) (((bytes) | 1) == '/')
#define IS_PRINTABLE(bytes) ((bytes) - 0x21 < 0x7f - 0x21)

// The positions of a block's bits, in order, into a row of places; returns where the row ends then.
INLINE uint16_t *list(uint64_t bits, size_t position, uint16_t *row) {
  if (bits == 0) return row;
  const int count = __builtin_popcountll(bits);
  // Several at once, whether there are as many or not: how many there are is what a processor cannot foresee.
  for (int index = 0; index < PITH_AT_ONCE; index++, bits &= bits - 1) row[index] = (uint16_t)(position + __builtin_ctzll(bits | 1ull << 63));
  for (int index = PITH_AT_ONCE; index < count; index++, bits &= bits - 1) row[index] = (uint16_t)(position + __builtin_ctzll(bits));
  return row + count;
}

INLINE size_t find_signs(const uint8_t *text, size_t blocks, uint16_t *signs) {
  uint16_t *row = signs;
  for (size_t position = 0; position < blocks * PITH_BLOCK; position += PITH_BLOCK) {
    uint64_t found;
    STORE(&found, IS_SIGN(LOAD(text + position)));
    row = list(found, position, row);
  }
  return (size_t)(row - signs);
}

// What a byte's successor must be, as the bits of a block say it; of the last byte nothing is known.
#define NEXT(bits) ((bits) >> 1 | 1ull << 63)

INLINE pith_counts find_marks(const uint8_t *text, size_t blocks, pith_heads heads, uint16_t *marks, uint16_t *words) {
  uint16_t *mark = marks, *word = words;
  uint64_t ended = text[-1] == 0;
  for (size_t position = 0; position < blocks * PITH_BLOCK; position += PITH_BLOCK) {
    const Block block = LOAD(text + position);
    uint64_t signs, spaces, arguments, colons, printable, ends;
    STORE(&ends, block == 0);
    STORE(&printable, IS_PRINTABLE(block));
    STORE(&signs, IS_SIGN(block));
    STORE(&spaces, block == ' ');
    STORE(&colons, block == ':');
    STORE(&arguments, (block - 0x21 < 'A' - 0x21) | (block == '|'));
    mark = list(signs | (spaces & NEXT(arguments)) | (colons & NEXT(colons)), position, mark);
    word = list((ends << 1 | ended) & printable & NEXT(printable), position, word);
    ended = ends >> 63;
  }
  // Each is written, and the next one over it where it was none: no branch, which half of the strings would take.
  uint16_t *kept = words;
  for (const uint16_t *place = words; place < word; place++) {
    const uint8_t *start = text + *place;
    *kept = *place;
    kept += pith_has_head(heads, pith_load(start)) | (*start == '-');
  }
  return (pith_counts){(size_t)(mark - marks), (size_t)(kept - words)};
}

// Once more for processors that came after the first of their kind.
#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2,bmi,popcnt")))
#define IS_WIDE (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
WIDE static size_t find_signs_wide(const uint8_t *text, size_t blocks, uint16_t *signs) { return find_signs(text, blocks, signs); }
WIDE static pith_counts find_marks_wide(const uint8_t *text, size_t blocks, pith_heads heads, uint16_t *marks, uint16_t *words) {
  return find_marks(text, blocks, heads, marks, words);
}
#define CHOOSE(name, ...) \
  if (IS_WIDE) return name##_wide(__VA_ARGS__); \
  return name(__VA_ARGS__)
#else
#define CHOOSE(name, ...) return name(__VA_ARGS__)
#endif

size_t pith_find_signs(const uint8_t *text, size_t blocks, uint16_t *signs) { CHOOSE(find_signs, text, blocks, signs); }

pith_counts pith_find_marks(const uint8_t *text, size_t blocks, pith_heads heads, uint16_t *marks, uint16_t *words) {
  CHOOSE(find_marks, text, blocks, heads, marks, words);
}
