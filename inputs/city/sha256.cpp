// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"
#include "kernels/core/error.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include <openssl/evp.h>

namespace luwte {

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw InputError(file.string(), "cannot be read");
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1)
        throw RuntimeError("SHA-256 failed");
    std::vector<char> buffer(1 << 18);
    while (in) {
        in.read(buffer.data(), std::streamsize(buffer.size()));
        if (EVP_DigestUpdate(hash.get(), buffer.data(), std::size_t(in.gcount())) != 1)
            throw RuntimeError("SHA-256 failed");
    }
    if (in.bad()) throw InputError(file.string(), "cannot be read to its end");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_DigestFinal_ex(hash.get(), digest.data(), &length) != 1) throw RuntimeError("SHA-256 failed");
    std::string text;
    for (unsigned n = 0; n < length; ++n)
        for (const int half : {digest[n] >> 4, digest[n] & 15}) text += "0123456789abcdef"[half];
    return text;
}

}  // namespace luwte
