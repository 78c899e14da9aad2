#include "kbroker/catalog/api_catalogue.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "api_pack.hpp"
#include "api_source.hpp"
#include "embedded_data.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

struct ApiCatalogue::Impl {
  std::string owned;  ///< empty when the bytes are part of the binary
  PackedApis apis;

  explicit Impl(std::string_view embedded) : apis(embedded) {}
  explicit Impl(std::string bytes) : owned(std::move(bytes)), apis(owned) {}
};

ApiCatalogue::ApiCatalogue(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ApiCatalogue::~ApiCatalogue() = default;

std::shared_ptr<const ApiCatalogue> ApiCatalogue::embedded() {
  static const std::shared_ptr<const ApiCatalogue> catalogue(
      new ApiCatalogue(std::make_unique<Impl>(embedded::apis)));
  return catalogue;
}

Result<std::shared_ptr<const ApiCatalogue>> ApiCatalogue::load(const std::string& path) {
  static constexpr std::string_view hint =
      "Correct the file, or leave out catalog.path to use what was built in.";
  try {
    const auto files = read_source_files(path);
    const auto source = read_apis(files);
    if (!source.problems.empty()) {
      auto message = "The API catalogue cannot be used: " + to_string(source.problems.front());
      if (const auto more = source.problems.size() - 1) message += " (and " + std::to_string(more) + " more)";
      return Error(Errc::invalid_argument, std::move(message), std::string(hint));
    }
    return std::shared_ptr<const ApiCatalogue>(
        new ApiCatalogue(std::make_unique<Impl>(pack_apis(source.apis))));
  } catch (const std::exception& failure) {
    return Error(Errc::invalid_argument, "The API catalogue cannot be read: " + std::string(failure.what()),
                 std::string(hint));
  }
}

std::size_t ApiCatalogue::size() const noexcept {
  return impl_->apis.size();
}
std::string_view ApiCatalogue::id(std::size_t index) const noexcept {
  return impl_->apis.id(index);
}
Api ApiCatalogue::at(std::size_t index) const {
  return impl_->apis.unpack(index);
}

std::optional<std::size_t> ApiCatalogue::find(std::string_view wanted) const noexcept {
  std::size_t low = 0, high = size();
  while (low < high) {
    const auto middle = (low + high) / 2;
    if (id(middle) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < size() && id(low) == wanted ? std::optional(low) : std::nullopt;
}

Result<Api> ApiCatalogue::get(std::string_view wanted) const {
  if (const auto index = find(wanted)) return at(*index);
  std::vector<std::string> ids;
  ids.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) ids.emplace_back(id(i));
  const auto near = nearest(wanted, ids);
  return Error(Errc::invalid_argument, "No API is called " + shorten(wanted, 80) + ".",
               near ? "Did you mean " + std::string(*near) + "?" : "search_api finds APIs from a sentence.");
}

std::vector<std::size_t> ApiCatalogue::with_transaction(std::string_view transaction) const {
  std::vector<std::size_t> found;
  if (transaction.empty()) return found;
  for (std::size_t i = 0; i < size(); ++i) {
    const auto api = at(i);
    const bool now = std::ranges::any_of(api.transactions, [&](const TransactionId& id) {
      return id.real == transaction || id.paper == transaction;
    });
    if (now || std::ranges::find(api.old_transactions, transaction) != api.old_transactions.end())
      found.push_back(i);
  }
  return found;
}

}  // namespace kbroker::catalog
