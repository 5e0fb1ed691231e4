// SPDX-License-Identifier: Apache-2.0
#include "inputs/city/load_city.hpp"
#include "kernels/core/error.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include <openssl/evp.h>

namespace luwte {

namespace {

class Sha256 {
  public:
    Sha256() : hash_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        check(hash_ != nullptr && EVP_DigestInit_ex(hash_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(std::string_view bytes) {
        check(EVP_DigestUpdate(hash_.get(), bytes.data(), bytes.size()) == 1);
    }
    std::string text() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned length = 0;
        check(EVP_DigestFinal_ex(hash_.get(), digest.data(), &length) == 1);
        std::string text;
        for (unsigned n = 0; n < length; ++n)
            for (const int half : {digest[n] >> 4, digest[n] & 15}) text += "0123456789abcdef"[half];
        return text;
    }

  private:
    static void check(bool good) {
        if (!good) throw RuntimeError("SHA-256 failed");
    }
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash_;
};

}  // namespace

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw InputError(file.string(), "cannot be read");
    Sha256 hash;
    std::vector<char> buffer(1 << 18);
    while (in) {
        in.read(buffer.data(), std::streamsize(buffer.size()));
        hash.add({buffer.data(), std::size_t(in.gcount())});
    }
    if (in.bad()) throw InputError(file.string(), "cannot be read to its end");
    return hash.text();
}

std::string sha256_of_text(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.text();
}

}  // namespace luwte
