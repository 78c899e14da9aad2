// Which rows of a long list a KIS request asks for, and how the answer says that there are more. Pure.
#pragma once

#include <cstdint>

#include "kbroker/catalog/api.hpp"
#include "kis_api.hpp"

namespace kbroker::sim {

struct KisPage {
  std::size_t first = 0, count = 0;
  bool more = false;
};

/// A list is one and a half pages long where the API pages by parameters. Where it only repeats the call
/// (tr_cont), most lists fit one page, as with KIS; `key` decides which.
KisPage kis_page(const catalog::Api& api, const KisRequest& request, std::uint64_t key);

/// Header tr_cont (F or M: more, D or E: last) and, in the body, the keys of the next page.
void put_page(KisAnswer& answer, const catalog::Api& api, const KisRequest& request, const KisPage& page);

}  // namespace kbroker::sim
