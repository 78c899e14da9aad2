// Archives that are right, damaged and hostile.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/catalog/symbol_master.hpp"
#include "zip_file.hpp"

using namespace kbroker::catalog;
using kbroker::test::zip_file;
using kbroker::test::ZipSpec;

namespace {

std::string content() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i * 7919 % 5003) + '\n';
  return text;
}

}  // namespace

TEST_CASE("a stored and a deflated file come out as they went in") {
  CHECK(unzip_single(zip_file(ZipSpec(content()))).value() == content());
  CHECK(unzip_single(zip_file(ZipSpec(content(), false))).value() == content());
  CHECK(unzip_single(zip_file(ZipSpec("", false))).value().empty());
}

TEST_CASE("a file larger than the limit is refused before it is unpacked") {
  const auto archive = zip_file(ZipSpec(std::string(100'000, 'x')));
  CHECK(unzip_single(archive, 100'000).value().size() == 100'000);
  CHECK(unzip_single(archive, 99'999).has_error());
}

TEST_CASE("a file that unpacks to more than it promised is refused") {
  ZipSpec bomb(std::string(1'000'000, 'x'));
  bomb.size = 1000;
  const auto result = unzip_single(zip_file(bomb), 10'000);
  CHECK(result.has_error());
}

TEST_CASE("a promise of a huge file costs no memory") {
  ZipSpec liar("tiny");
  liar.size = 60 * 1024 * 1024;
  CHECK(unzip_single(zip_file(liar)).has_error());
}

TEST_CASE("data that does not match its checksum is refused") {
  ZipSpec wrong(content(), false);
  wrong.data[17] = '#';
  CHECK(unzip_single(zip_file(wrong)).has_error());
  ZipSpec other(content());
  other.crc ^= 1;
  CHECK(unzip_single(zip_file(other)).has_error());
}

TEST_CASE("encrypted files, unknown compression, two files and none are refused") {
  ZipSpec encrypted(content());
  encrypted.flags = 1;
  CHECK(unzip_single(zip_file(encrypted)).has_error());
  ZipSpec unknown(content());
  unknown.method = 14;
  CHECK(unzip_single(zip_file(unknown)).has_error());
  for (const unsigned entries : {0U, 2U}) {
    ZipSpec spec(content());
    spec.entries = entries;
    CHECK(unzip_single(zip_file(spec)).has_error());
  }
}

TEST_CASE("a directory that points outside the archive is refused") {
  for (const std::uint32_t offset : {1U, 1000U, 0x7FFFFFFFU, 0xFFFFFFFEU}) {
    ZipSpec spec(content());
    spec.local_offset = offset;
    CHECK(unzip_single(zip_file(spec)).has_error());
  }
}

TEST_CASE("an archive cut short is refused") {
  const std::string_view text = "a short text that is not worth compressing";
  const auto archive = zip_file(ZipSpec(text, false));
  constexpr std::size_t end_record = 22;  // minizip forgives a few bytes at its very end
  for (std::size_t size = 0; size < archive.size(); ++size) {
    CAPTURE(size);
    const auto result = unzip_single(archive.substr(0, size));
    if (size + end_record / 2 < archive.size()) CHECK(result.has_error());
    if (result) CHECK(*result == text);
  }
}

TEST_CASE("an archive with any wrong byte yields the right content or an error") {
  const auto text = content().substr(0, 400);
  const auto archive = zip_file(ZipSpec(text));
  for (std::size_t at = 0; at < archive.size(); ++at)
    for (const char flip : {'\x01', '\x80', '\xFF'}) {
      auto wrong = archive;
      wrong[at] = static_cast<char>(wrong[at] ^ flip);
      const auto result = unzip_single(wrong, 1 << 20);
      if (result) CHECK(*result == text);
    }
}

TEST_CASE("what is no archive is refused") {
  for (const std::string_view bytes : {"", "PK", "<html>503 Service Unavailable</html>"})
    CHECK(unzip_single(bytes).has_error());
  CHECK(unzip_single("nonsense").error().code == kbroker::Errc::broker_error);
}
