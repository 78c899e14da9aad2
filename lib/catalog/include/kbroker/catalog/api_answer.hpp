// A broker's answer with the types of the catalogue: numbers as numbers, dates as dates. Pure.
#pragma once

#include <span>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/catalog/api.hpp"
#include "kbroker/catalog/api_arguments.hpp"

namespace kbroker::catalog {

/// The containers by the catalogue's names, whatever their letter case on the wire. A list is always an
/// array, the rows of all pages one after the other, without those that are blank; an object is an object or
/// null, that of the last page. Fields that the top of the body holds are in "body".
///
/// Numbers become JSON numbers, dates "2026-11-20", months "2026-11", times "10:15:30" (the place's own
/// time), date and time RFC 3339 in Korean time; a blank one is null. What does not read as its type stays a
/// text, and what the catalogue does not know passes through. `diff` of overseas quotations, which comes
/// without a sign, gets that of `sign`.
boost::json::object typed_answer(const Api& api, std::span<const boost::json::object> pages);

/// The parameter that names the one instrument or index the API is about; null when there is none.
const ApiParam* subject_param(const Api& api);

/// Whether the answer is what brokers give for an instrument or index that does not exist: success, and
/// nothing but zeros and blanks. The level of an index that comes beside an instrument is not counted.
bool is_answer_to_unknown_symbol(const Api& api, const ApiArguments& arguments,
                                 std::span<const boost::json::object> pages);

enum class LabelLanguage { ko, en };
/// {container: {field: "Price now (KRW)"}} for the fields that `answer`, a typed_answer(), has.
boost::json::object labels(const Api& api, const boost::json::object& answer, LabelLanguage language);

}  // namespace kbroker::catalog
