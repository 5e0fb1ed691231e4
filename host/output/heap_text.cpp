// SPDX-License-Identifier: Apache-2.0
#include "host/output/heap_text.hpp"

namespace luwte {
namespace {

std::uint64_t number(const std::string& raw, std::size_t from, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t n = count; n-- > 0;) value = value << 8 | std::uint8_t(raw[from + n]);
    return value;
}

}  // namespace

HeapTexts::HeapTexts(const std::filesystem::path& file) : file_(file, std::ios::binary) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && file_) size_ = size;
}

std::string HeapTexts::bytes(std::uint64_t from, std::uint64_t count) {
    std::string out;
    if (from > size_ || count > size_ - from) return out;
    out.resize(std::size_t(count));
    file_.clear();
    file_.seekg(std::streamoff(from));
    if (!file_.read(out.data(), std::streamsize(count))) out.clear();
    return out;
}

std::optional<std::string> HeapTexts::at(std::uint64_t at) {
    const std::string reference = bytes(at, reference_bytes);
    if (reference.empty()) return std::nullopt;
    const std::uint64_t length = number(reference, 0, 4), heap = number(reference, 4, 8),
                        wanted = number(reference, 12, 4);
    if (length == 0) return std::string();
    const std::string head = bytes(heap, 16);
    if (!head.starts_with("GCOL") || head[4] != 1) return std::nullopt;
    const std::uint64_t whole = number(head, 8, 8);
    if (whole > size_ - heap) return std::nullopt;
    for (std::uint64_t object = 16; object + 16 <= whole;) {
        const std::string start = bytes(heap + object, 16);
        if (start.empty()) return std::nullopt;
        const std::uint64_t index = number(start, 0, 2), extent = number(start, 8, 8);
        if (index == 0 || extent > whole - object - 16) return std::nullopt;  // free space ends the heap
        if (index == wanted) {
            if (extent < length) return std::nullopt;
            return bytes(heap + object + 16, length);
        }
        object += 16 + (extent + 7) / 8 * 8;
    }
    return std::nullopt;
}

}  // namespace luwte
