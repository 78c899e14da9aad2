// The words of the catalogue's files for the enumerations of api.hpp, in the order of the enumerators.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

template <class Enum>
inline constexpr std::array<std::string_view, 0> names_of{};
template <>
inline constexpr std::array names_of<ApiKind> = {std::string_view("rest"), std::string_view("realtime")};
template <>
inline constexpr std::array names_of<ValueType> = {std::string_view("text"),    std::string_view("number"),
                                                   std::string_view("price"),   std::string_view("date"),
                                                   std::string_view("month"),   std::string_view("time"),
                                                   std::string_view("datetime")};
template <>
inline constexpr std::array names_of<Pacing> = {std::string_view("quotation"), std::string_view("ledger"),
                                                std::string_view("order"),     std::string_view("token"),
                                                std::string_view("board"),     std::string_view("daily"),
                                                std::string_view("stream")};
template <>
inline constexpr std::array names_of<Paging> = {
    std::string_view("none"), std::string_view("ctx_area"), std::string_view("key_param"),
    std::string_view("tr_cont_only"), std::string_view("next_key")};
template <>
inline constexpr std::array names_of<PaperSupport> = {
    std::string_view("supported"), std::string_view("unsupported"), std::string_view("unverified")};
template <>
inline constexpr std::array names_of<FilledBy> = {
    std::string_view("caller"),       std::string_view("account_number"), std::string_view("account_product"),
    std::string_view("hts_id"),       std::string_view("app_key"),        std::string_view("app_secret"),
    std::string_view("access_token"), std::string_view("paging")};
template <>
inline constexpr std::array names_of<Shape> = {std::string_view("object"), std::string_view("array"),
                                               std::string_view("either"), std::string_view("frame")};

template <class Enum>
std::optional<Enum> enumerator(std::string_view name) {
  for (std::size_t i = 0; i < names_of<Enum>.size(); ++i)
    if (names_of<Enum>[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace kbroker::catalog
