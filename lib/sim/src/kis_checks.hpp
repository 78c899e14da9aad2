// What the KIS gateway looks at before an API answers. Pure.
#pragma once

#include <optional>
#include <string>

#include "kbroker/catalog/api.hpp"
#include "world.hpp"

namespace kbroker::sim {

struct KisRefusal {
  unsigned status = 200;
  std::string code, message;
};

/// The parameters: of the query, or of the JSON body, whose names must be in upper case and whose values must
/// be strings.
struct KisParameters {
  std::optional<KisRefusal> refusal;
  Fields fields;
};
KisParameters read_kis_parameters(const catalog::Api& api, const Call& call);

/// Whether this host offers the TR id for these parameters: the catalogue's table decides, on paper as well.
std::optional<KisRefusal> check_tr_id(const catalog::Api& api, const Call& call, const Fields& fields,
                                      Environment environment);

/// Names the first parameter that is missing, blank, malformed, not among its values, or of another account.
std::optional<KisRefusal> check_kis_parameters(const catalog::Api& api, const Fields& fields);

}  // namespace kbroker::sim
