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

INLINE void find_signs(const uint8_t *text, size_t blocks, uint64_t *signs) {
  for (size_t index = 0; index < blocks; index++, text += PITH_BLOCK) STORE(signs + index, IS_SIGN(LOAD(text)));
}

INLINE void find_marks(const uint8_t *text, size_t blocks, uint64_t *marks, uint64_t *beginnings) {
  for (size_t index = 0; index < blocks; index++, text += PITH_BLOCK) {
    const Block block = LOAD(text), next = LOAD(text + 1);
    STORE(marks + index,
          IS_SIGN(block) | ((block == ' ') & ((next - 0x21 < 'A' - 0x21) | (next == '|'))) | ((block == ':') & (next == ':')));
    STORE(beginnings + index, (LOAD(text - 1) == 0) & IS_PRINTABLE(block) & IS_PRINTABLE(next));
  }
}

// Once more for processors that came after the first of their kind.
#if defined(__x86_64__)
__attribute__((target("avx2"))) static void find_signs_wide(const uint8_t *text, size_t blocks, uint64_t *signs) {
  find_signs(text, blocks, signs);
}

__attribute__((target("avx2"))) static void find_marks_wide(const uint8_t *text, size_t blocks, uint64_t *marks, uint64_t *beginnings) {
  find_marks(text, blocks, marks, beginnings);
}
#endif

void pith_find_signs(const uint8_t *text, size_t blocks, uint64_t *signs) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return find_signs_wide(text, blocks, signs);
#endif
  find_signs(text, blocks, signs);
}

void pith_find_marks(const uint8_t *text, size_t blocks, uint64_t *marks, uint64_t *beginnings) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return find_marks_wide(text, blocks, marks, beginnings);
#endif
  find_marks(text, blocks, marks, beginnings);
}
