#include "CInflate.h"

#include <string.h>

// Entries of the tables: see InflateTables.swift.
#define LITERAL (1u << 31)
#define EXCEPTION (1u << 15)
#define LINK (1u << 14)
#define END_OF_BLOCK (1u << 13)
#define LITERAL_BITS PITH_INFLATE_LITERAL_BITS
#define DISTANCE_BITS PITH_INFLATE_DISTANCE_BITS

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

INLINE uint64_t lowest(uint64_t bits, uint8_t count) { return bits & ((1ull << count) - 1); }

/// The input, held in registers.
typedef struct {
  const uint8_t *next;
  /// Above the bits that are there stands what a refill puts there again.
  uint64_t bits;
  /// How many are there, in the lowest six bits; what is above them means nothing.
  uint64_t count;
} Input;

/// At least 56 bits are there then.
INLINE void refill(Input *input) {
  input->bits |= load(input->next) << (input->count & 63);
  input->next += 7 - (input->count >> 3 & 7);
  input->count |= 56;
}

INLINE void take(Input *input, uint32_t entry) {
  input->bits >>= entry & 63;
  input->count -= entry;
}

INLINE uint32_t look_up(const Input *input, const uint32_t *table, uint32_t bits) {
  return table[lowest(input->bits, bits)];
}

/// The entries of what may come next.
typedef struct {
  uint32_t literal, distance;
} Next;

/// Looks up both kinds before it is known which one it is: where a processor has guessed wrong which, it has the right one already.
INLINE Next look_ahead(const Input *input, const uint32_t *tables) {
  Next next = {
      look_up(input, tables, LITERAL_BITS),
      look_up(input, tables + PITH_INFLATE_LITERALS, DISTANCE_BITS),
  };
  // A compiler would put it off until one is used.
  __asm__("" : "+r"(next.literal), "+r"(next.distance));
  return next;
}

/// The entry in a second table; the bits that led to it are taken already.
INLINE uint32_t follow(const Input *input, const uint32_t *table, uint32_t entry) {
  return table[(entry >> 16) + lowest(input->bits, entry >> 8 & 15)];
}

/// A length or a distance: its base, and the extra bits behind its code in the bits that were there `before` it was taken.
INLINE uint64_t value(uint32_t entry, uint64_t before) {
  return (entry >> 16) + (lowest(before, entry) >> (entry >> 8 & 63));
}

INLINE void copy8(uint8_t *to, const uint8_t *from) {
  uint64_t word;
  memcpy(&word, from, sizeof word);
  memcpy(to, &word, sizeof word);
}

/// Copies up to `end`, in words; what is behind it, less than 32 bytes, is free to write on.
INLINE void copy(uint8_t *to, const uint8_t *end, uint64_t distance) {
  const uint8_t *from = to - distance;
  if (LIKELY(distance >= 8)) {
    // Most matches are no longer than this, so that there is nothing to guess.
    do {
      copy8(to, from);
      copy8(to + 8, from + 8);
      copy8(to + 16, from + 16);
      copy8(to + 24, from + 24);
      to += 32, from += 32;
    } while (UNLIKELY(to < end));
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
  const uint32_t *const tables = stream->tables;
  enum pith_inflate_stop stop = PITH_INFLATE_LIMIT;

  refill(&input);
  uint32_t entry = look_up(&input, tables, LITERAL_BITS);
  do {
    // Two literals of at most eleven bits leave 34 bits, and a third symbol takes 20.
    uint64_t before = input.bits;
    take(&input, entry);
    Next next = look_ahead(&input, tables);
    if (entry & LITERAL) {
      *out++ = (uint8_t)(entry >> 16);
      entry = next.literal;
      before = input.bits;
      take(&input, entry);
      next = look_ahead(&input, tables);
      if (entry & LITERAL) {
        *out++ = (uint8_t)(entry >> 16);
        entry = next.literal;
        before = input.bits;
        take(&input, entry);
        next = look_ahead(&input, tables);
        if (entry & LITERAL) goto last_literal;
      }
    }
    if (UNLIKELY(entry & EXCEPTION)) {
      if (entry & LINK) {
        entry = follow(&input, tables, entry);
        before = input.bits;
        take(&input, entry);
        next = look_ahead(&input, tables);
        if (entry & LITERAL) goto last_literal;
      }
      if (UNLIKELY(entry & EXCEPTION)) {
        stop = entry & END_OF_BLOCK ? PITH_INFLATE_END_OF_BLOCK : PITH_INFLATE_NO_CODE;
        break;
      }
    }
    const uint64_t length = value(entry, before);

    // Looked up before the refill, for which it need not wait: there are bits enough.
    entry = next.distance;
    refill(&input);
    if (UNLIKELY(entry & EXCEPTION)) {
      if (entry & LINK) {
        take(&input, entry);
        entry = follow(&input, tables + PITH_INFLATE_LITERALS, entry);
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
    // 28 bits may be gone. The copy, and what comes next, wait for one another no more.
    entry = look_up(&input, tables, LITERAL_BITS);
    refill(&input);
    copy(target, out, distance);
    continue;

  last_literal:
    *out++ = (uint8_t)(entry >> 16);
    entry = next.literal;
    refill(&input);
  } while (LIKELY(input.next <= input_limit && out <= output_limit));
  stream->next = input.next;
  stream->bits = input.bits;
  stream->count = input.count & 63;
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
