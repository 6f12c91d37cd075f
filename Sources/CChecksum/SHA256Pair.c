#include "CChecksum.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// SHA-256 (FIPS 180-4, section 6.2) with the processor's own instructions, which wait for one another within a message: those of a second
// message fit between them.

#define WITH_SHA __attribute__((target("sha,sse4.1")))

static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/// A state as the instructions want it: words a, b, e, f and c, d, g, h, the first one highest.
typedef struct {
  __m128i abef, cdgh;
} State;

/// Four by four words of the schedule.
typedef struct {
  __m128i words[4];
} Schedule;

WITH_SHA static inline State load_state(const uint32_t *words) {
  const __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words), 0xb1);
  const __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(words + 4)), 0x1b);
  return (State){_mm_alignr_epi8(low, high, 8), _mm_blend_epi16(high, low, 0xf0)};
}

WITH_SHA static inline void store_state(uint32_t *words, State state) {
  const __m128i low = _mm_shuffle_epi32(state.abef, 0x1b);
  const __m128i high = _mm_shuffle_epi32(state.cdgh, 0xb1);
  _mm_storeu_si128((__m128i *)words, _mm_blend_epi16(low, high, 0xf0));
  _mm_storeu_si128((__m128i *)(words + 4), _mm_alignr_epi8(high, low, 8));
}

WITH_SHA static inline Schedule load_block(const uint8_t *bytes) {
  const __m128i swapped = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i *block = (const __m128i *)bytes;
  return (Schedule){{
      _mm_shuffle_epi8(_mm_loadu_si128(block), swapped), _mm_shuffle_epi8(_mm_loadu_si128(block + 1), swapped),
      _mm_shuffle_epi8(_mm_loadu_si128(block + 2), swapped), _mm_shuffle_epi8(_mm_loadu_si128(block + 3), swapped),
  }};
}

/// Puts four new words in the place of the oldest four, and those last.
WITH_SHA static inline void extend(Schedule *schedule, int isNeeded) {
  __m128i *w = schedule->words;
  __m128i next = w[0];
  if (isNeeded) {
    next = _mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]), _mm_alignr_epi8(w[3], w[2], 4));
    next = _mm_sha256msg2_epu32(next, w[3]);
  }
  w[0] = w[1], w[1] = w[2], w[2] = w[3], w[3] = next;
}

WITH_SHA static inline State sum(State a, State b) {
  return (State){_mm_add_epi32(a.abef, b.abef), _mm_add_epi32(a.cdgh, b.cdgh)};
}

WITH_SHA static void add_blocks(
    uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks) {
  State a = load_state(first), b = load_state(second);
  for (; blocks > 0; blocks--, first_bytes += 64, second_bytes += 64) {
    const State a_before = a, b_before = b;
    Schedule a_words = load_block(first_bytes), b_words = load_block(second_bytes);
#pragma clang loop unroll(full)
    for (int round = 0; round < 16; round++) {
      const __m128i constant = _mm_load_si128((const __m128i *)constants + round);
      __m128i a_next = _mm_add_epi32(a_words.words[0], constant), b_next = _mm_add_epi32(b_words.words[0], constant);
      a.cdgh = _mm_sha256rnds2_epu32(a.cdgh, a.abef, a_next);
      b.cdgh = _mm_sha256rnds2_epu32(b.cdgh, b.abef, b_next);
      a_next = _mm_shuffle_epi32(a_next, 0x0e), b_next = _mm_shuffle_epi32(b_next, 0x0e);
      a.abef = _mm_sha256rnds2_epu32(a.abef, a.cdgh, a_next);
      b.abef = _mm_sha256rnds2_epu32(b.abef, b.cdgh, b_next);
      extend(&a_words, round < 12), extend(&b_words, round < 12);
    }
    a = sum(a, a_before), b = sum(b, b_before);
  }
  store_state(first, a);
  store_state(second, b);
}

bool pith_has_sha256_pairs(void) {
  // __builtin_cpu_supports has no name for these instructions in every compiler.
  unsigned int a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) && __builtin_cpu_supports("sse4.1");
}

void pith_sha256_pair(
    uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks) {
  add_blocks(first, first_bytes, second, second_bytes, blocks);
}
#else
bool pith_has_sha256_pairs(void) { return false; }

void pith_sha256_pair(
    uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks) {
  __builtin_trap();
}
#endif
