// What the KIS account APIs share: whose account, and pages by context.
#pragma once

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "kbroker/sim/simulator.hpp"
#include "kis_market.hpp"

namespace kbroker::sim {

inline KisAnswer account_answer() {
  KisAnswer answer;
  answer.message_code = "KIOK0510";
  answer.message = "조회가 완료되었습니다";
  return answer;
}

/// A refusal unless it is the account of the simulated brokers; product 03 keeps futures and options.
inline std::optional<KisAnswer> refuse_account(const KisRequest& request, std::string_view product = "01") {
  if (request.parameter("CANO") == demo_account && request.parameter("ACNT_PRDT_CD") == product)
    return std::nullopt;
  return kis_refusal("OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO");
}

/// The page of `all` that the request asks for, `size` rows in `container`. `filters` are the parameters that
/// the context of `width` bytes repeats.
template <class Element, class Row>
KisAnswer account_page(const KisRequest& request, const std::vector<Element>& all, std::size_t size, Row row,
                       std::initializer_list<std::string_view> filters, std::size_t width = 100,
                       std::string_view container = "output1") {
  const auto suffix = std::to_string(width);
  std::size_t first = 0;
  if (request.tr_cont == "N") {
    const auto key = trim(request.parameter("CTX_AREA_NK" + suffix));
    std::from_chars(key.data(), key.data() + key.size(), first);
  }
  const auto end = std::min(first + size, all.size());
  const bool more = end < all.size();
  boost::json::array rows;
  for (std::size_t i = first; i < end; ++i) rows.push_back(row(all[i]));
  std::string context;
  for (const auto name : filters) context += std::string(request.parameter(name)) + "^";
  auto answer = account_answer();
  answer.tr_cont = first == 0 ? (more ? "F" : "D") : (more ? "M" : "E");
  answer.body["ctx_area_fk" + suffix] = blank_padded(context, width);
  answer.body["ctx_area_nk" + suffix] = blank_padded(more ? std::to_string(end) : "", width);
  answer.body[container] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
