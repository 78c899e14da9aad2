// Makes small ZIP archives byte by byte, so that tests can also make wrong ones.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <zlib.h>

namespace kbroker::test {

inline std::string little_endian(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

/// Raw deflate, as ZIP wants it.
inline std::string deflated(std::string_view data) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string out(deflateBound(&stream, static_cast<uLong>(data.size())), '\0');
  std::string in(data);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("deflate");
  return out;
}

/// What the archive claims; by default the truth.
struct ZipSpec {
  explicit ZipSpec(std::string_view content, bool compress = true)
      : method(compress ? 8 : 0),
        data(compress ? deflated(content) : std::string(content)),
        size(static_cast<std::uint32_t>(content.size())),
        crc(static_cast<std::uint32_t>(
            crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())))) {}
  std::uint32_t method;
  std::string data;
  std::uint32_t size;
  std::uint32_t crc;
  std::uint32_t flags = 0;
  std::uint32_t entries = 1;
  std::uint32_t local_offset = 0;
};

inline std::string zip_file(const ZipSpec& spec) {
  static constexpr std::string_view name = "code.mst";
  const auto facts = little_endian(spec.flags, 2) + little_endian(spec.method, 2) + little_endian(0, 4) +
                     little_endian(spec.crc, 4) +
                     little_endian(static_cast<std::uint32_t>(spec.data.size()), 4) +
                     little_endian(spec.size, 4) + little_endian(name.size(), 2) + little_endian(0, 2);
  const auto local = "PK\3\4" + little_endian(20, 2) + facts + std::string(name) + spec.data;
  std::string directory;
  for (std::uint32_t i = 0; i < spec.entries; ++i)
    directory += "PK\1\2" + little_endian(20, 2) + little_endian(20, 2) + facts + little_endian(0, 2) +
                 little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 4) +
                 little_endian(spec.local_offset, 4) + std::string(name);
  return local + directory + "PK\5\6" + little_endian(0, 4) + little_endian(spec.entries, 2) +
         little_endian(spec.entries, 2) + little_endian(static_cast<std::uint32_t>(directory.size()), 4) +
         little_endian(static_cast<std::uint32_t>(local.size()), 4) + little_endian(0, 2);
}

}  // namespace kbroker::test
