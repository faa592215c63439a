#include "apps/common/sha256.hpp"

#include <fstream>
#include <memory>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "apps/common/text_files.hpp"

namespace apps {
namespace {

class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(const char* bytes, std::size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }
  std::string text() {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes, &size);
    std::string digits;
    for (unsigned int i = 0; i < size; ++i) digits += fmt::format("{:02x}", bytes[i]);
    return digits;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
  Digest digest;
  digest.add(bytes.data(), bytes.size());
  return digest.text();
}

std::string sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(fmt::format("cannot read '{}'", path));
  Digest digest;
  char block[1 << 16];
  while (file.read(block, sizeof block) || file.gcount() > 0)
    digest.add(block, static_cast<std::size_t>(file.gcount()));
  return digest.text();
}

}  // namespace apps
