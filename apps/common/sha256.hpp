// apps/common/sha256.hpp
// SHA-256 of bytes. The only file that sees OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace apps {

/// 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Of a file of any size. Throws InputError where it cannot be read.
std::string sha256_of_file(const std::string& path);

}  // namespace apps
