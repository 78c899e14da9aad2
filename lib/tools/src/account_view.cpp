// Asks for every section of an account and puts the answers together.
#include "account_view.hpp"

#include <array>

#include "fields.hpp"
#include "kbroker/broker/instrument.hpp"
#include "quote_rows.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;
using broker::Section;

namespace {

constexpr std::array all_sections{Section::domestic, Section::overseas, Section::bonds, Section::derivatives};

std::vector<Section> sections_for(const std::string& code) {
  if (!code.empty()) return {broker::section_of(code)};
  return {all_sections.begin(), all_sections.end()};
}

/// The oldest part speaks for the whole.
void add_provenance(broker::Provenance& whole, const broker::Provenance& part, bool first) {
  if (first || part.as_of < whole.as_of) whole = part;
}

std::string_view korean(Section section) {
  switch (section) {
    case Section::overseas:
      return "해외";
    case Section::bonds:
      return "채권";
    case Section::derivatives:
      return "선물옵션";
    case Section::domestic:
      break;
  }
  return "국내";
}

}  // namespace

bool is_absent(const Error& error) {
  return error.code == Errc::not_configured || error.code == Errc::not_on_paper;
}

asio::awaitable<Result<AccountView>> view_account(const Services& services,
                                                  std::optional<broker::BrokerId> broker, std::string code,
                                                  broker::CallOptions options) {
  AccountView view;
  bool first = true;
  for (const auto section : sections_for(code)) {
    std::optional<Error> failure;
    if (section == Section::domestic) {
      auto account = co_await services.gateway.account(broker, options);
      if (account.has_error()) co_return account.error();
      add_provenance(view.provenance, account->provenance, first);
      view.domestic = std::move(*account);
    } else {
      auto positions = co_await services.gateway.positions(broker, section, options);
      if (positions.has_error()) {
        if (first) co_return positions.error();
        if (!is_absent(positions.error())) view.failures.push_back(positions.error());
        continue;
      }
      add_provenance(view.provenance, positions->provenance, first);
      view.others.push_back(std::move(*positions));
    }
    first = false;
  }
  co_return view;
}

asio::awaitable<Result<OrdersView>> view_orders(const Services& services,
                                                std::optional<broker::BrokerId> broker, std::string code,
                                                broker::OrdersRequest request, broker::CallOptions options) {
  OrdersView view;
  bool first = true;
  for (const auto section : sections_for(code)) {
    request.section = section;
    const auto read = co_await services.gateway.orders(broker, request, options);
    if (read.has_error()) {
      if (first) co_return read.error();
      if (!is_absent(read.error())) view.failures.push_back(read.error());
      continue;
    }
    const auto& list = read->value();
    view.list.orders.insert(view.list.orders.end(), list.orders.begin(), list.orders.end());
    view.list.raw.insert(view.list.raw.end(), list.raw.begin(), list.raw.end());
    view.list.more = view.list.more || list.more;
    if (first || list.time < view.list.time) view.list.time = list.time;
    add_provenance(view.provenance, read->provenance, first);
    first = false;
  }
  broker::sort_newest_first(view.list.orders);
  co_return view;
}

void put_failures(json::object& data, const std::vector<Error>& failures) {
  if (failures.empty()) return;
  json::array reasons;
  for (const auto& failure : failures) reasons.emplace_back(failure.message);
  data.emplace("unavailable", std::move(reasons));
}

json::object section_row(const broker::Positions& positions) {
  json::object row;
  row.emplace("section", broker::to_string(positions.section));
  row.emplace("holdings_count", positions.holdings.size());
  put(row, "value", positions.value);
  put(row, "cost", positions.cost);
  put(row, "profit_loss", positions.profit_loss);
  put(row, "cash", positions.cash);
  json::array currencies;
  for (const auto& total : positions.currencies) {
    json::object money;
    money.emplace("currency", total.currency);
    put(money, "cash", total.cash);
    put(money, "orderable", total.orderable);
    put(money, "value", total.value);
    put(money, "cost", total.cost);
    put(money, "profit_loss", total.profit_loss);
    put(money, "rate", total.rate);
    currencies.push_back(std::move(money));
  }
  if (!currencies.empty()) row.emplace("currencies", std::move(currencies));
  return row;
}

std::string section_words(const broker::Positions& positions) {
  if (positions.holdings.empty()) return {};
  auto words = ", " + std::string(korean(positions.section)) + " " +
               std::to_string(positions.holdings.size()) + "종목";
  if (positions.value) words += " " + money(*positions.value, "KRW");
  return words;
}

}  // namespace kbroker::tools
