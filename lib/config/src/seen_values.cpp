// What the loader saw of the credentials.
#include "seen_values.hpp"

#include <algorithm>
#include <array>

#include "credential_rules.hpp"

namespace kbroker::config {

void SeenValues::add(const Given& given, ValueState state, std::size_t length) {
  if (credential_section(given.key).empty()) return;
  auto& value = values_[given.key];
  if (state == ValueState::placeholder && value.state == ValueState::good) return;
  value = {state, given.where, given.line, length};
}

std::vector<SeenCredentials> SeenValues::credentials() const {
  std::vector<SeenCredentials> all;
  for (const auto section : credential_sections) {
    SeenCredentials seen{std::string(section), find(section, "app_key"), find(section, "app_secret"),
                         find(section, "account")};
    const bool is_kis = section.starts_with("kis.");
    const auto check_length = [is_kis](SeenValue& value, std::size_t usual) {
      if (is_kis && value.state == ValueState::good && value.length != usual)
        value.state = ValueState::unusual_length;
    };
    check_length(seen.app_key, kis_app_key_length);
    check_length(seen.app_secret, kis_app_secret_length);
    if (std::ranges::any_of(std::array{&seen.app_key, &seen.app_secret, &seen.account},
                            [](const SeenValue* value) { return value->state != ValueState::absent; }))
      all.push_back(std::move(seen));
  }
  return all;
}

SeenValue SeenValues::find(std::string_view section, std::string_view name) const {
  const auto found = values_.find(std::string(section) + "." + std::string(name));
  return found == values_.end() ? SeenValue() : found->second;
}

}  // namespace kbroker::config
