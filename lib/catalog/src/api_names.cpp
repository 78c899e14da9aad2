#include "api_names.hpp"

namespace kbroker::catalog {

std::string_view to_string(ApiKind kind) noexcept {
  return names_of<ApiKind>[static_cast<std::size_t>(kind)];
}
std::string_view to_string(ValueType type) noexcept {
  return names_of<ValueType>[static_cast<std::size_t>(type)];
}
std::string_view to_string(Pacing pacing) noexcept {
  return names_of<Pacing>[static_cast<std::size_t>(pacing)];
}
std::string_view to_string(Paging paging) noexcept {
  return names_of<Paging>[static_cast<std::size_t>(paging)];
}
std::string_view to_string(PaperSupport paper) noexcept {
  return names_of<PaperSupport>[static_cast<std::size_t>(paper)];
}
std::string_view to_string(FilledBy source) noexcept {
  return names_of<FilledBy>[static_cast<std::size_t>(source)];
}
std::string_view to_string(Shape shape) noexcept {
  return names_of<Shape>[static_cast<std::size_t>(shape)];
}

}  // namespace kbroker::catalog
