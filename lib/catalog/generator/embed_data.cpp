// Build-time tool: turns the readable data files of this folder into one C++ source with the sample master
// files (in the broker's own format) and the lists of words and names as they are.
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "literal.hpp"
#include "master_layout.hpp"

namespace {

using namespace kbroker;
using namespace kbroker::catalog;

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

Market market_named(std::string_view name) {
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex})
    if (to_string(market) == name) return market;
  throw std::runtime_error("unknown market: " + std::string(name));
}

/// ISO 6166: letters count as 10 to 35, every second digit from the right is doubled, digits are added up.
char isin_check_digit(std::string_view body) {
  std::string digits;
  for (const char c : body) digits += c >= 'A' ? std::to_string(c - 'A' + 10) : std::string(1, c);
  int sum = 0;
  bool doubled = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// KRX numbering: KR7 + issuer (5) + class + 00; a preferred share's class counts from 1, while its short
/// code ends in 5, 7, 9 or K, L, M. ETNs are KRG and keep issuer and number apart.
std::string isin_for(std::string_view code, std::string_view group) {
  std::string body;
  if (group == "EN") {
    body = "KRG" + std::string(code.substr(1, 3)) + "00" + std::string(code.substr(4));
  } else {
    char share_class = code[5];
    static constexpr std::string_view preferred = "579";
    if (const auto at = preferred.find(share_class); group == "ST" && at != std::string_view::npos)
      share_class = static_cast<char>('1' + at);
    body = "KR7" + std::string(code.substr(0, 5)) + share_class + "00";
  }
  return body + isin_check_digit(body);
}

void put(std::string& line, std::size_t at, std::size_t width, std::string digits) {
  if (digits.size() > width) throw std::runtime_error("too wide for its field: " + digits);
  digits.insert(0, width - digits.size(), '0');
  line.replace(at, width, digits);
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() > width) throw std::runtime_error("too wide for its field: " + text);
  text.resize(width, ' ');
  return text;
}

/// One line of a master file: what the sample does not know stays blank or N.
std::string master_line(Market market, const std::vector<std::string_view>& fields) {
  const std::string code(fields[1]), group(fields[3]);
  const auto name = utf8_to_cp949(fields[2]);
  if (!name) throw std::runtime_error("not in cp949: " + std::string(fields[2]));
  const auto price = std::stoll(std::string(fields[4])), shares = std::stoll(std::string(fields[5]));

  const auto layout = tail_layout(market);
  std::string tail(layout.length, ' ');
  tail.replace(0, TailLayout::group_width, padded(group, TailLayout::group_width));
  put(tail, layout.base_price, TailLayout::price_width, std::to_string(price));
  tail[layout.halted] = 'N';
  put(tail, layout.listed_shares, TailLayout::shares_width, std::to_string(shares));
  put(tail, layout.market_cap, TailLayout::cap_width, std::to_string(price * shares / 100'000));
  return padded(code, HeadLayout::code) + isin_for(code, group) + padded(*name, HeadLayout::name) + tail +
         '\n';
}

std::map<Market, std::string> master_files(std::string_view table) {
  std::map<Market, std::string> files;
  for (const auto row : split(table, '\n')) {
    if (row.empty() || row.front() == '#') continue;
    const auto fields = split(row, '\t');
    if (fields.size() != 6 || fields[1].size() < 6)
      throw std::runtime_error("not six fields: " + std::string(row));
    const auto market = market_named(fields[0]);
    files[market] += master_line(market, fields);
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: embed_data sample_symbols.tsv list.tsv… output.cpp\n";
    return EXIT_FAILURE;
  }
  try {
    const auto masters = master_files(read_file(argv[1]));
    std::ofstream out(argv[argc - 1], std::ios::binary);
    out << "// Made by embed_data at build time.\n#include \"embedded_data.hpp\"\n\n"
           "namespace kbroker::catalog::embedded {\n\n";
    for (const auto& [market, bytes] : masters)
      out << "const std::string_view " << to_lower(to_string(market)) << "_master = {" << literal(bytes)
          << ",\n    " << bytes.size() << "};\n\n";
    for (int i = 2; i < argc - 1; ++i) {
      const auto text = read_file(argv[i]);
      out << "const std::string_view " << std::filesystem::path(argv[i]).stem().string() << " = {"
          << literal(text) << ",\n    " << text.size() << "};\n\n";
    }
    out << "}  // namespace kbroker::catalog::embedded\n";
    if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + argv[argc - 1]);
  } catch (const std::exception& e) {
    std::cerr << "embed_data: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
