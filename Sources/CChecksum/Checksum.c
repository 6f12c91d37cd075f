#include "CChecksum.h"

#include <zlib.h>

#if defined(__x86_64__)
#include <immintrin.h>

// Remainders of powers of x, bits reflected: what moves 128 bits of a message on by 512 bits, and by 128. From "Fast CRC Computation
// for Generic Polynomials Using PCLMULQDQ Instruction" (Gopal and others, Intel, 2009), for the polynomial of gzip.
#define BY_512 _mm_set_epi64x(0x1c6e41596, 0x154442bd4)
#define BY_128 _mm_set_epi64x(0x0ccaa009e, 0x1751997d0)

#define WITH_PRODUCTS __attribute__((target("pclmul,sse4.1")))

WITH_PRODUCTS static inline __m128i fold(__m128i sum, __m128i factors, __m128i next) {
  const __m128i low = _mm_clmulepi64_si128(sum, factors, 0x00);
  const __m128i high = _mm_clmulepi64_si128(sum, factors, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/// Of all whole 64 bytes, of which there is one at least.
WITH_PRODUCTS static uint32_t sum_by_products(uint32_t sum, const uint8_t *bytes, size_t count) {
  const __m128i *next = (const __m128i *)bytes;
  const __m128i *end = next + count / 64 * 4;
  __m128i a = _mm_xor_si128(_mm_loadu_si128(next), _mm_cvtsi32_si128((int)~sum));
  __m128i b = _mm_loadu_si128(next + 1), c = _mm_loadu_si128(next + 2), d = _mm_loadu_si128(next + 3);
  for (next += 4; next < end; next += 4) {
    a = fold(a, BY_512, _mm_loadu_si128(next));
    b = fold(b, BY_512, _mm_loadu_si128(next + 1));
    c = fold(c, BY_512, _mm_loadu_si128(next + 2));
    d = fold(d, BY_512, _mm_loadu_si128(next + 3));
  }
  a = fold(fold(fold(a, BY_128, b), BY_128, c), BY_128, d);
  // A message of 16 bytes is left that has the same remainder. All ones are, complemented, a register of zeros to begin with.
  uint8_t rest[16];
  _mm_storeu_si128((__m128i *)rest, a);
  return (uint32_t)crc32(0xffffffff, rest, sizeof rest);
}

static int has_products(void) { return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"); }
#endif

uint32_t pith_crc32(uint32_t sum, const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
  if (count >= 256 && has_products()) {
    sum = sum_by_products(sum, bytes, count);
    bytes += count / 64 * 64;
    count %= 64;
  }
#endif
  return (uint32_t)crc32_z(sum, bytes, count);
}
