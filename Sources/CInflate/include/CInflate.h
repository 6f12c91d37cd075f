// The inner loop of inflating, to which Archives/InflateDecoder gives tables and places: in C, for the instructions that a processor has.
#pragma once
#include <stdint.h>

/// How many bits of the stream choose an entry of the first table of each code.
#define PITH_INFLATE_LITERAL_BITS 11
#define PITH_INFLATE_DISTANCE_BITS 8
/// The most entries that the two codes need, second tables with them (`enough` of zlib for 286 symbols, 30, and codes of 15 bits).
#define PITH_INFLATE_LITERALS 2342
#define PITH_INFLATE_DISTANCES 402

struct pith_inflate {
  /// The input, which moves on. Up to `input_limit`, 32 bytes can be read.
  const uint8_t *next, *input_limit;
  /// The output, which moves on. Up to `output_limit`, 320 bytes can be written.
  uint8_t *out, *output_limit;
  /// Matches reach back no further.
  const uint8_t *start;
  /// Bits of the input that are read and not used, the next one lowest, and how many; fewer than 64.
  uint64_t bits, count;
  /// Tables as in InflateTables.swift: of literals and lengths, and `PITH_INFLATE_LITERALS` further on of distances.
  const uint32_t *tables;
};

enum pith_inflate_stop {
  /// Input or output is beyond its limit.
  PITH_INFLATE_LIMIT,
  PITH_INFLATE_END_OF_BLOCK,
  /// What is wrong with the stream.
  PITH_INFLATE_NO_CODE,
  PITH_INFLATE_TOO_FAR,
};

/// Decodes symbols of one block; neither place is beyond its limit when it begins.
enum pith_inflate_stop pith_inflate_block(struct pith_inflate *stream);
