// A small catalogue in YAML for the tests of its reader: one API with a dictionary of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api_source.hpp"

namespace kbroker::catalog::test {

inline constexpr std::string_view fields_yaml = R"(broker: kis
fields:
  stck_prpr: {ko: 현재가, en: Price now, type: number, unit: KRW}
  "askp#": {ko: "매도 {n}호가", en: "Ask price, level {n}", type: number}
)";

inline constexpr std::string_view params_yaml = R"(broker: kis
params:
  FID_INPUT_ISCD: {ko: 종목코드, en: Instrument code, alias: symbol, type: text, example: "005930"}
  FID_COND_MRKT_DIV_CODE:
    {ko: 시장, en: Market, alias: market, type: text, values: {J: {ko: 거래소, en: KRX}, NX: {ko: 넥스트레이드, en: NXT}}}
)";

inline constexpr std::string_view api_yaml = R"(broker: kis
category: {id: domestic_stock, ko: 국내주식, en: Domestic stock}
subcategory: {id: quotations, ko: 기본시세, en: Quotations}
apis:
- id: kis.domestic_stock.inquire_price
  name: {ko: 시세, en: Price now}
  question: {ko: "지금 얼마인가?", en: "What does it cost now?"}
  synonyms: {ko: [현재가], en: [price]}
  kind: rest
  method: GET
  path: /uapi/domestic-stock/v1/quotations/inquire-price
  tr: {real: FHKST01010100, paper: FHKST01010100}
  pacing: quotation
  paper: supported
  params:
  - {name: FID_COND_MRKT_DIV_CODE, required: true, example: J, values: [J, NX]}
  - {name: FID_INPUT_ISCD, required: true}
  response:
  - {container: output, shape: object, fields: [stck_prpr, "askp{1..3}"]}
)";

/// The small catalogue, with `from` replaced by `to` in the document of the API.
inline std::vector<SourceFile> documents(std::string_view from = {}, std::string_view to = {}) {
  std::string api(api_yaml);
  if (!from.empty()) api.replace(api.find(from), from.size(), to);
  return {{"fields.yaml", std::string(fields_yaml)},
          {"params.yaml", std::string(params_yaml)},
          {"quotations.yaml", api}};
}

}  // namespace kbroker::catalog::test
