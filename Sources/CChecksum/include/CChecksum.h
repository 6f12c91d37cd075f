// The checksum of gzip as fast as the processor allows.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// crc32(3) of zlib: `sum` continued over `count` bytes; 0 begins.
uint32_t pith_crc32(uint32_t sum, const uint8_t *bytes, size_t count);
