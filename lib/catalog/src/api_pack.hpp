// The packed form of the catalogue: one run of bytes, readable without decoding it first. Only ever made by
// pack_apis() of the same build.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

/// `apis` sorted by id.
std::string pack_apis(std::span<const Api> apis);

class PackedApis {
 public:
  explicit PackedApis(std::string_view bytes);
  std::size_t size() const noexcept { return api_count_; }
  std::string_view id(std::size_t index) const noexcept;
  Api unpack(std::size_t index) const;

 private:
  class Reader;
  std::string_view text(std::uint32_t number) const noexcept;

  std::string_view bytes_;
  std::uint32_t text_count_ = 0, api_count_ = 0;
  std::size_t text_offsets_ = 0, texts_ = 0, api_offsets_ = 0, records_ = 0;
};

}  // namespace kbroker::catalog
