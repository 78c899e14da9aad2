#include "api_pack.hpp"

#include <cstring>
#include <unordered_map>
#include <vector>

namespace kbroker::catalog {

namespace {

// Layout: text count, API count; offset of every text and of the end; the texts; offset of every record and
// of the end; the records. Fixed-size numbers are 32 bits in the machine's own order, those in records take
// as many bytes as they need. A text in a record is its number in the table.

void append(std::string& out, std::uint32_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

std::uint32_t load(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

/// Offsets of parts laid one after the other, and of the end.
void append_offsets(std::string& out, std::span<const std::string> parts) {
  std::uint32_t at = 0;
  for (const auto& part : parts) append(out, at), at += static_cast<std::uint32_t>(part.size());
  append(out, at);
}

class Writer {
 public:
  std::string record(const Api& api) {
    record_.clear();
    put(api.id), put(api.broker), put(api.category), put(api.subcategory);
    put(api.category_name), put(api.subcategory_name), put(api.name), put(api.question);
    put(api.synonyms_ko), put(api.synonyms_en);
    put(api.kind), put(api.method), put(api.path), put(api.transactions), put(api.old_transactions);
    put(api.document), put(api.pacing), put(api.paging), put(api.paging_params), put(api.most_rows),
        put(api.paper);
    put(api.account), put(api.mutates), put(api.notes), put(api.params), put(api.response);
    return record_;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  void put(std::uint32_t number) {
    for (; number >= 0x80; number >>= 7) record_ += static_cast<char>(number | 0x80);
    record_ += static_cast<char>(number);
  }
  void put(bool flag) { put(std::uint32_t{flag}); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void put(Enum value) {
    put(static_cast<std::uint32_t>(value));
  }
  void put(std::string_view text) {
    const auto [entry, is_new] = numbers_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.emplace_back(text);
    put(entry->second);
  }
  void put(const Text& text) { put(text.ko), put(text.en); }
  template <class Item>
  void put(const std::vector<Item>& items) {
    put(static_cast<std::uint32_t>(items.size()));
    for (const auto& item : items) put(item);
  }
  void put(const AllowedValue& value) { put(value.value), put(value.meaning); }
  void put(const Condition& condition) { put(condition.param), put(condition.values); }
  void put(const TransactionId& id) { put(id.when), put(id.real), put(id.paper); }
  void put(const ApiParam& param) {
    put(param.name), put(param.meaning), put(param.sample_name), put(param.plain_name), put(param.type);
    put(param.filled_by), put(param.required), put(param.blank_ok), put(param.selector), put(param.open);
    put(param.fixed), put(param.standard), put(param.example), put(param.values);
  }
  void put(const ApiField& field) {
    put(field.name), put(field.meaning), put(field.type), put(field.unit), put(field.values);
  }
  void put(const ApiContainer& container) {
    put(container.name), put(container.meaning), put(container.shape), put(container.encrypted);
    put(container.fields);
  }

  std::string record_;
  std::vector<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace

std::string pack_apis(std::span<const Api> apis) {
  Writer writer;
  std::vector<std::string> records;
  for (const auto& api : apis) records.push_back(writer.record(api));
  std::string out;
  append(out, static_cast<std::uint32_t>(writer.texts().size()));
  append(out, static_cast<std::uint32_t>(records.size()));
  append_offsets(out, writer.texts());
  for (const auto& text : writer.texts()) out += text;
  append_offsets(out, records);
  for (const auto& record : records) out += record;
  return out;
}

/// Mirrors Writer.
class PackedApis::Reader {
 public:
  Reader(const PackedApis& from, std::size_t at) : from_(from), at_(at) {}

  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(from_.bytes_[at_++]);
      value |= std::uint32_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
  }
  template <class... Items>
  void get(Items&... items) {
    (take(items), ...);
  }

 private:
  void take(std::uint32_t& value) { value = number(); }
  void take(bool& flag) { flag = number() != 0; }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void take(Enum& value) {
    value = static_cast<Enum>(number());
  }
  void take(std::string_view& text) { text = from_.text(number()); }
  void take(Text& text) { get(text.ko, text.en); }
  template <class Item>
  void take(std::vector<Item>& items) {
    items.resize(number());
    for (auto& item : items) take(item);
  }
  void take(AllowedValue& value) { get(value.value, value.meaning); }
  void take(Condition& condition) { get(condition.param, condition.values); }
  void take(TransactionId& id) { get(id.when, id.real, id.paper); }
  void take(ApiParam& param) {
    get(param.name, param.meaning, param.sample_name, param.plain_name, param.type, param.filled_by,
        param.required, param.blank_ok, param.selector, param.open, param.fixed, param.standard,
        param.example, param.values);
  }
  void take(ApiField& field) { get(field.name, field.meaning, field.type, field.unit, field.values); }
  void take(ApiContainer& container) {
    get(container.name, container.meaning, container.shape, container.encrypted, container.fields);
  }

  const PackedApis& from_;
  std::size_t at_;
};

PackedApis::PackedApis(std::string_view bytes)
    : bytes_(bytes), text_count_(load(bytes, 0)), api_count_(load(bytes, sizeof(std::uint32_t))) {
  constexpr auto word = sizeof(std::uint32_t);
  text_offsets_ = 2 * word;
  texts_ = text_offsets_ + (text_count_ + 1) * word;
  api_offsets_ = texts_ + load(bytes_, texts_ - word);
  records_ = api_offsets_ + (api_count_ + 1) * word;
}

std::string_view PackedApis::text(std::uint32_t number) const noexcept {
  const auto at = text_offsets_ + number * sizeof(std::uint32_t);
  const auto begin = load(bytes_, at), end = load(bytes_, at + sizeof(std::uint32_t));
  return bytes_.substr(texts_ + begin, end - begin);
}

std::string_view PackedApis::id(std::size_t index) const noexcept {
  return text(Reader(*this, records_ + load(bytes_, api_offsets_ + index * sizeof(std::uint32_t))).number());
}

Api PackedApis::unpack(std::size_t index) const {
  Api api;
  Reader(*this, records_ + load(bytes_, api_offsets_ + index * sizeof(std::uint32_t)))
      .get(api.id, api.broker, api.category, api.subcategory, api.category_name, api.subcategory_name,
           api.name, api.question, api.synonyms_ko, api.synonyms_en, api.kind, api.method, api.path,
           api.transactions, api.old_transactions, api.document, api.pacing, api.paging, api.paging_params,
           api.most_rows, api.paper, api.account, api.mutates, api.notes, api.params, api.response);
  return api;
}

}  // namespace kbroker::catalog
