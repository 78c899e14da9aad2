// The instruments of KOSPI, KOSDAQ and KONEX, and the search over them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/error.hpp"

namespace kbroker::catalog {

enum class Market { kospi, kosdaq, konex };
/// "KOSPI", "KOSDAQ", "KONEX".
std::string_view to_string(Market market) noexcept;

struct Symbol {
  std::string code;  ///< short code: "005930", ETN "Q500001"
  std::string isin;
  std::string name;          ///< Korean, as in the master file
  std::string english_name;  ///< from our own list of well-known companies; often empty
  Market market = Market::kospi;
  std::string kind;  ///< group code: ST stock, EF ETF, EN ETN, RT REIT, …
  std::int64_t market_cap_100m = 0;
  std::int64_t base_price = 0;
  bool halted = false;
};

struct Match {
  const Symbol* symbol = nullptr;
  double score = 0;  ///< 0 to 1
  /// "code", "name", "initials", "english", "alias", "typo".
  std::string_view why;
};

/// A name of an instrument at the beginning of a text.
struct NameAt {
  const Symbol* symbol = nullptr;
  std::size_t length = 0;  ///< characters of the text
};

/// Immutable: any thread may use it.
class SymbolMaster {
 public:
  explicit SymbolMaster(std::vector<Symbol> symbols);
  ~SymbolMaster();
  SymbolMaster(SymbolMaster&&) noexcept;

  /// Best first. The query may be a code, a Korean or English name or part of one, initial consonants
  /// (ㅅㅅㅈㅈ), a nickname (삼전) or mistyped, also with the keyboard in the wrong language.
  std::vector<Match> search(std::string_view query, std::size_t limit,
                            std::optional<Market> market = {}) const;
  /// Every name (or nickname) of an instrument that the text begins with, shortest first. The text is one
  /// without blanks and marks, in small letters, such as a sentence from some word on.
  std::vector<NameAt> names_at(std::u32string_view text) const;
  /// By the exact code; null when it is not listed. Valid as long as the master.
  const Symbol* find(std::string_view code) const;
  /// The one instrument meant by a code or a name, for tools that take either. Ambiguous or unknown: an
  /// `unknown_symbol` error whose hint lists candidates. A typing error is never corrected silently, because
  /// the answer may become an order: it is an error with the likely candidates too. A well-formed code that
  /// is not in the master is passed on as it is when `accept_unlisted`.
  Result<std::string> resolve(std::string_view text, bool accept_unlisted) const;
  std::size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The text of one master file (cp949, fixed width; kis.md section 11) as instruments. Malformed lines are
/// skipped and counted; a file without one good line is an error.
struct ParsedMaster {
  std::vector<Symbol> symbols;
  std::size_t skipped = 0;
};
Result<ParsedMaster> parse_master(Market market, std::string_view bytes);
/// The one file inside a ZIP archive (stored or deflated), at most `limit` bytes.
Result<std::string> unzip_single(std::string_view archive, std::size_t limit = 64 * 1024 * 1024);
/// The sample master that ships for demo mode, in the real format.
std::string_view sample_master_file(Market market);

}  // namespace kbroker::catalog
