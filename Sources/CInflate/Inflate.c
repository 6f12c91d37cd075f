#include "CInflate.h"

#include <string.h>

// Entries of the tables: see InflateTables.swift.
#define LITERAL (1u << 31)
#define EXCEPTION (1u << 15)
#define LINK (1u << 14)
#define END_OF_BLOCK (1u << 13)
#define LITERAL_BITS 11
#define DISTANCE_BITS 8

#define INLINE static inline __attribute__((always_inline))
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

INLINE uint64_t load(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

INLINE uint64_t lowest(uint64_t bits, uint32_t count) { return bits & ((1ull << (count & 63)) - 1); }

/// The input, held in registers.
typedef struct {
  const uint8_t *next;
  uint64_t bits, count;
} Input;

/// At least 56 bits are there then.
INLINE void refill(Input *input) {
  input->bits |= load(input->next) << (input->count & 63);
  input->next += 7 - (input->count >> 3 & 7);
  input->count |= 56;
}

INLINE void take(Input *input, uint32_t count) {
  input->bits >>= count & 63;
  input->count -= (uint8_t)count;
}

INLINE uint32_t look_up(const Input *input, const uint32_t *table, uint32_t bits) {
  return table[lowest(input->bits, bits)];
}

/// The entry in a second table; the bits that led to it are taken already.
INLINE uint32_t follow(const Input *input, const uint32_t *table, uint32_t entry) {
  return table[(entry >> 16) + lowest(input->bits, entry >> 8 & 15)];
}

/// A length or a distance: its base, and the extra bits behind its code in the bits that were there `before` it was taken.
INLINE uint64_t value(uint32_t entry, uint64_t before) {
  return (entry >> 16) + (lowest(before, entry) >> (entry >> 8 & 15));
}

INLINE void copy8(uint8_t *to, const uint8_t *from) {
  uint64_t word;
  memcpy(&word, from, sizeof word);
  memcpy(to, &word, sizeof word);
}

INLINE void copy16(uint8_t *to, const uint8_t *from) {
  typedef uint8_t Vector __attribute__((vector_size(16)));
  Vector vector;
  memcpy(&vector, from, sizeof vector);
  memcpy(to, &vector, sizeof vector);
}

/// Copies up to `end`, in words; what is behind it, less than 32 bytes, is free to write on.
INLINE void copy(uint8_t *to, const uint8_t *end, uint64_t distance) {
  const uint8_t *from = to - distance;
  if (LIKELY(distance >= 16)) {
    do {
      copy16(to, from);
      to += 16, from += 16;
    } while (UNLIKELY(to < end));
  } else if (distance >= 8) {
    do {
      copy8(to, from);
      to += 8, from += 8;
    } while (to < end);
  } else if (distance == 1) {
    const uint64_t word = 0x0101010101010101 * *from;
    do {
      memcpy(to, &word, sizeof word);
      to += sizeof word;
    } while (to < end);
  } else {
    // Each word overlaps the one before, which ends `distance` further on.
    do {
      copy8(to, from);
      to += distance, from += distance;
    } while (to < end);
  }
}

INLINE enum pith_inflate_stop decode(struct pith_inflate *stream) {
  Input input = {stream->next, stream->bits, stream->count};
  const uint8_t *const input_limit = stream->input_limit;
  uint8_t *out = stream->out;
  uint8_t *const output_limit = stream->output_limit;
  const uint8_t *const start = stream->start;
  const uint32_t *const literals = stream->literals, *const distances = stream->distances;
  enum pith_inflate_stop stop = PITH_INFLATE_LIMIT;

  refill(&input);
  uint32_t entry = look_up(&input, literals, LITERAL_BITS);
  while (1) {
    // Two literals of at most eleven bits leave 34 bits, and a third symbol takes 20.
    uint64_t before = input.bits;
    take(&input, entry);
    if (entry & LITERAL) {
      *out++ = (uint8_t)(entry >> 16);
      entry = look_up(&input, literals, LITERAL_BITS);
      before = input.bits;
      take(&input, entry);
      if (entry & LITERAL) {
        *out++ = (uint8_t)(entry >> 16);
        entry = look_up(&input, literals, LITERAL_BITS);
        before = input.bits;
        take(&input, entry);
        if (entry & LITERAL) goto last_literal;
      }
    }
    if (UNLIKELY(entry & EXCEPTION)) {
      if (entry & LINK) {
        entry = follow(&input, literals, entry);
        before = input.bits;
        take(&input, entry);
        if (entry & LITERAL) goto last_literal;
      }
      if (UNLIKELY(entry & EXCEPTION)) {
        stop = entry & END_OF_BLOCK ? PITH_INFLATE_END_OF_BLOCK : PITH_INFLATE_NO_CODE;
        break;
      }
    }
    const uint64_t length = value(entry, before);

    refill(&input);
    entry = look_up(&input, distances, DISTANCE_BITS);
    if (UNLIKELY(entry & EXCEPTION)) {
      if (entry & LINK) {
        take(&input, entry);
        entry = follow(&input, distances, entry);
      }
      if (entry & EXCEPTION) {
        stop = PITH_INFLATE_NO_CODE;
        break;
      }
    }
    const uint64_t distance = value(entry, input.bits);
    take(&input, entry);
    if (UNLIKELY(distance > (uint64_t)(out - start))) {
      stop = PITH_INFLATE_TOO_FAR;
      break;
    }
    uint8_t *const target = out;
    out += length;
    const int is_near_end = input.next > input_limit || out > output_limit;
    if (LIKELY(!is_near_end)) {
      // Looked up before the copy, which it does not wait for.
      refill(&input);
      entry = look_up(&input, literals, LITERAL_BITS);
    }
    copy(target, out, distance);
    if (UNLIKELY(is_near_end)) break;
    continue;

  last_literal:
    *out++ = (uint8_t)(entry >> 16);
    if (UNLIKELY(input.next > input_limit || out > output_limit)) break;
    refill(&input);
    entry = look_up(&input, literals, LITERAL_BITS);
  }
  stream->next = input.next;
  stream->bits = input.bits;
  stream->count = input.count;
  stream->out = out;
  return stop;
}

static enum pith_inflate_stop decode_anywhere(struct pith_inflate *stream) { return decode(stream); }

#if defined(__x86_64__)
// Shifts by any register, and the lowest bits of a word in one step.
__attribute__((target("bmi,bmi2"))) static enum pith_inflate_stop decode_with_bmi(struct pith_inflate *stream) {
  return decode(stream);
}
#endif

enum pith_inflate_stop pith_inflate_block(struct pith_inflate *stream) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) return decode_with_bmi(stream);
#endif
  return decode_anywhere(stream);
}
