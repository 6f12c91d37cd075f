#pragma once
// The digests by themselves: OpenSSL 3 would rather have EVP, which draws the whole of libcrypto into a static executable.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>
