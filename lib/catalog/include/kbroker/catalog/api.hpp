// One API of a broker as the catalogue describes it. Everything here is broker-neutral; docs/catalogue.md
// explains the source files. Facts: the brokers' documents as of 2026-11.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kbroker::catalog {

/// The same meaning in Korean and in English.
struct Text {
  std::string_view ko, en;
  bool operator==(const Text&) const = default;
};

enum class ApiKind : std::uint8_t { rest, realtime };

enum class ValueType : std::uint8_t {
  text,
  number,
  price,     ///< a number whose + or - only marks the direction against yesterday: read its absolute value
  date,      ///< YYYYMMDD
  month,     ///< YYYYMM
  time,      ///< HHMMSS or HHMM
  datetime,  ///< YYYYMMDDHHMMSS
};

/// How calls are spread over time.
enum class Pacing : std::uint8_t {
  quotation,
  ledger,  ///< account data: a slower bucket of its own
  order,
  token,  ///< at most one a minute
  board,  ///< whole option boards: one a second
  daily,  ///< once a day, then from a cache
  stream,
};

enum class Paging : std::uint8_t {
  none,
  ctx_area,      ///< copy the context fields of the body into the parameters, header tr_cont N
  key_param,     ///< copy the key field of the response into the parameter
  tr_cont_only,  ///< repeat with header tr_cont N while the response header says so
  next_key,      ///< headers cont-yn and next-key
};

enum class PaperSupport : std::uint8_t { supported, unsupported, unverified };

/// Who gives a parameter its value.
enum class FilledBy : std::uint8_t {
  caller,
  account_number,
  account_product,
  hts_id,
  app_key,
  app_secret,
  access_token,
  paging,
};

enum class Shape : std::uint8_t {
  object,
  array,
  either,  ///< one row as an object, several as an array
  frame,   ///< realtime fields in this order, without names
};

std::string_view to_string(ApiKind) noexcept;
std::string_view to_string(ValueType) noexcept;
std::string_view to_string(Pacing) noexcept;
std::string_view to_string(Paging) noexcept;
std::string_view to_string(PaperSupport) noexcept;
std::string_view to_string(FilledBy) noexcept;
std::string_view to_string(Shape) noexcept;

struct AllowedValue {
  std::string_view value;
  Text meaning;
  bool operator==(const AllowedValue&) const = default;
};

struct ApiParam {
  std::string_view name;  ///< as it is sent
  Text meaning;
  /// The official samples' argument name where it is not the name in lower case; often empty.
  std::string_view sample_name;
  std::string_view plain_name;  ///< plain English: "symbol", "from"
  ValueType type = ValueType::text;
  FilledBy filled_by = FilledBy::caller;
  bool required = false;
  bool blank_ok = false;      ///< an empty value may be sent even when required
  bool selector = false;      ///< never sent: it only chooses the transaction id
  bool open = false;          ///< values are examples, others are allowed, too
  std::string_view fixed;     ///< always sent as this; the caller gives nothing
  std::string_view standard;  ///< sent when the caller gives nothing
  std::string_view example;
  std::vector<AllowedValue> values;
  bool operator==(const ApiParam&) const = default;
};

struct ApiField {
  std::string_view name;
  Text meaning;
  ValueType type = ValueType::text;
  std::string_view unit;  ///< "KRW", "shares", "percent", …; empty: none or unknown
  std::vector<AllowedValue> values;
  bool operator==(const ApiField&) const = default;
};

struct ApiContainer {
  std::string_view name;  ///< "body" is the top level of the answer
  Text meaning;           ///< often empty
  Shape shape = Shape::object;
  bool encrypted = false;  ///< realtime frames only
  std::vector<ApiField> fields;
  bool operator==(const ApiContainer&) const = default;
};

/// All of these parameters must have one of these values.
struct Condition {
  std::string_view param;
  std::vector<std::string_view> values;
  bool operator==(const Condition&) const = default;
};

struct TransactionId {
  std::vector<Condition> when;  ///< empty: always
  std::string_view real;
  std::string_view paper;  ///< empty: not offered on paper
  bool operator==(const TransactionId&) const = default;
};

/// The texts live as long as the catalogue that gave them.
struct Api {
  std::string_view id;  ///< "kis.domestic_stock.inquire_price"
  std::string_view broker, category, subcategory;
  Text category_name, subcategory_name;
  Text name;
  Text question;  ///< what a person wants to know who needs this call, one sentence
  std::vector<std::string_view> synonyms_ko, synonyms_en;
  ApiKind kind = ApiKind::rest;
  std::string_view method;  ///< GET, POST; realtime: SUBSCRIBE, REQUEST
  std::string_view path;
  std::vector<TransactionId> transactions;  ///< the first whose conditions hold
  std::vector<std::string_view> old_transactions;
  std::string_view document;  ///< the portal's own number; often empty
  Pacing pacing = Pacing::quotation;
  Paging paging = Paging::none;
  std::vector<std::string_view> paging_params;
  std::uint32_t most_rows = 0;  ///< what one answer holds at most where no page follows; 0: not known
  PaperSupport paper = PaperSupport::unsupported;
  bool account = false;     ///< answers or changes something of an account
  bool mutates = false;     ///< places, changes or cancels an order
  std::vector<Text> notes;  ///< traps
  std::vector<ApiParam> params;
  std::vector<ApiContainer> response;
  bool operator==(const Api&) const = default;
};

}  // namespace kbroker::catalog
