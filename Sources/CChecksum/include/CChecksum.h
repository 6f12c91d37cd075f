// Checksums as fast as the processor allows.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// crc32(3) of zlib: `sum` continued over `count` bytes; 0 begins.
uint32_t pith_crc32(uint32_t sum, const uint8_t *bytes, size_t count);

/// Whether two digests are computed in less time side by side than one after the other.
bool pith_has_sha256_pairs(void);

/// Adds so many blocks of 64 bytes to each of two states of SHA-256, of eight words. Only where the processor `has` it.
void pith_sha256_pair(
    uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks);
