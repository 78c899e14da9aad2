// Keeps the newest readable master of each market: from disk, then from the broker every morning.
#include "kbroker/catalog/master_loader.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include "kbroker/base/log.hpp"
#include "refresh_schedule.hpp"
#include "stored_file.hpp"

namespace kbroker::catalog {

namespace asio = boost::asio;

namespace {

constexpr std::size_t largest_archive = 32 * 1024 * 1024;
constexpr std::array markets = {Market::kospi, Market::kosdaq, Market::konex};

/// The wall clock may jump (a laptop that slept): long waits look at it now and then.
constexpr std::chrono::minutes longest_wait{15};
constexpr std::chrono::minutes first_retry{5}, longest_retry{60};

std::string file_name(Market market) {
  switch (market) {
    case Market::kospi:
      return "kospi_code.mst.zip";
    case Market::kosdaq:
      return "kosdaq_code.mst.zip";
    case Market::konex:
      break;
  }
  return "konex_code.mst.zip";
}

Result<std::vector<Symbol>> symbols_in(Market market, std::string_view archive) {
  auto bytes = unzip_single(archive);
  if (!bytes) return bytes.error();
  auto parsed = parse_master(market, *bytes);
  if (!parsed) return parsed.error();
  if (parsed->skipped > parsed->symbols.size())
    return Error(Errc::broker_error,
                 "most lines of the " + std::string(to_string(market)) + " master file are unreadable (" +
                     std::to_string(parsed->skipped) + " of " +
                     std::to_string(parsed->skipped + parsed->symbols.size()) + ")",
                 "The file's layout may have changed; the previous list stays in use.");
  return std::move(parsed->symbols);
}

std::vector<Symbol> sample_symbols() {
  std::vector<Symbol> all;
  for (const auto market : markets) {
    auto parsed = parse_master(market, sample_master_file(market)).value();
    std::move(parsed.symbols.begin(), parsed.symbols.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

struct MasterLoader::Impl {
  /// The newest list of one market.
  struct Loaded {
    std::vector<Symbol> symbols;
    WallTime updated;
  };

  Impl(MasterConfig config_, Clock& clock_, Download download_)
      : config(std::move(config_)),
        clock(clock_),
        download(std::move(download_)),
        master(std::make_shared<const SymbolMaster>(sample_symbols())) {
    if (!config.base_url.ends_with('/')) config.base_url += '/';
  }

  std::filesystem::path path_of(Market market) const {
    return std::filesystem::path(config.directory) / file_name(market);
  }

  void keep(Market market, std::vector<Symbol> symbols, WallTime updated) {
    std::lock_guard lock(mutex);
    loaded[static_cast<std::size_t>(market)] = Loaded{std::move(symbols), updated};
  }

  void complain(const std::string& what) {
    log::warning("master.failed", what);
    std::lock_guard lock(mutex);
    last_error = what;
  }

  void forget_errors() {
    std::lock_guard lock(mutex);
    last_error.clear();
  }

  /// One master of all markets that are there. Real and sample instruments are never mixed.
  void publish(std::string_view from) {
    std::vector<Symbol> all;
    {
      std::lock_guard lock(mutex);
      for (const auto& market : loaded)
        if (market) all.insert(all.end(), market->symbols.begin(), market->symbols.end());
    }
    if (all.empty()) return;
    auto fresh = std::make_shared<const SymbolMaster>(std::move(all));
    log::info("master.loaded", "master files loaded", {{"origin", from}, {"symbols", fresh->size()}});
    std::lock_guard lock(mutex);
    master = std::move(fresh);
    origin = from;
  }

  std::vector<Market> outdated() const {
    const auto now = clock.wall();
    const auto newest = last_publication(now);
    std::lock_guard lock(mutex);
    std::vector<Market> out;
    for (const auto market : markets) {
      const auto& have = loaded[static_cast<std::size_t>(market)];
      // A time in the future says only that some clock was wrong.
      if (!have || have->updated < newest || have->updated > now) out.push_back(market);
    }
    return out;
  }

  asio::awaitable<Result<void>> fetch(Market market) {
    const auto started = clock.wall();
    auto archive = co_await download(config.base_url + file_name(market));
    if (!archive) co_return archive.error();
    auto symbols = symbols_in(market, *archive);
    if (!symbols) co_return symbols.error();
    keep(market, std::move(*symbols), started);
    if (!config.directory.empty()) {
      // What was downloaded is used even when it cannot be kept.
      if (auto stored = store(path_of(market), *archive, started); !stored) complain(stored.error().message);
    }
    co_return Result<void>();
  }

  MasterConfig config;
  Clock& clock;
  Download download;
  std::atomic<bool> refreshing = false;

  mutable std::mutex mutex;
  std::array<std::optional<Loaded>, markets.size()> loaded;
  std::shared_ptr<const SymbolMaster> master;
  std::string origin = "sample";
  std::string last_error;
};

namespace {

/// Only one refresh at a time; gives the turn back however the coroutine ends.
class Turn {
 public:
  explicit Turn(std::atomic<bool>& taken) : taken_(taken), mine_(!taken.exchange(true)) {}
  ~Turn() {
    if (mine_) taken_ = false;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  bool mine() const { return mine_; }

 private:
  std::atomic<bool>& taken_;
  bool mine_;
};

/// A plain function: awaiting another coroutine throws once this one has been cancelled.
bool is_cancelled(const asio::cancellation_state& state) {
  return state.cancelled() != asio::cancellation_type::none;
}

}  // namespace

MasterLoader::MasterLoader(MasterConfig config, Clock& clock, Download download)
    : impl_(std::make_shared<Impl>(std::move(config), clock, std::move(download))) {}

MasterLoader::~MasterLoader() = default;

std::shared_ptr<const SymbolMaster> MasterLoader::current() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->master;
}

MasterStatus MasterLoader::status() const {
  std::lock_guard lock(impl_->mutex);
  MasterStatus status;
  status.origin = impl_->origin;
  status.symbols = impl_->master->size();
  status.last_error = impl_->last_error;
  for (const auto& market : impl_->loaded)
    if (market && (!status.updated || market->updated < *status.updated)) status.updated = market->updated;
  return status;
}

void MasterLoader::load_from_disk() {
  if (impl_->config.directory.empty()) return;
  bool any = false;
  for (const auto market : markets) {
    auto file = read_stored(impl_->path_of(market), largest_archive);
    if (!file) {
      impl_->complain(file.error().message);
      continue;
    }
    if (!*file) continue;
    auto symbols = symbols_in(market, (*file)->bytes);
    if (symbols) {
      impl_->keep(market, std::move(*symbols), (*file)->written);
      any = true;
    } else {
      impl_->complain(impl_->path_of(market).string() + ": " + symbols.error().message);
    }
  }
  if (any) impl_->publish("file");
}

asio::awaitable<Result<void>> MasterLoader::refresh(std::function<void(int done, int total)> progress) {
  const auto impl = impl_;  // the loader may go before a cancelled download does
  const Turn turn(impl->refreshing);
  if (!impl->config.download || !turn.mine()) co_return Result<void>();
  impl->forget_errors();
  const auto wanted = impl->outdated();
  const int total = static_cast<int>(wanted.size());
  std::optional<Error> failure;
  int done = 0, good = 0;
  for (const auto market : wanted) {
    auto fetched = co_await impl->fetch(market);
    if (fetched) {
      ++good;
    } else {
      const auto& error = fetched.error();
      impl->complain(file_name(market) + ": " + error.message);
      if (!failure) failure = error;
    }
    if (is_cancelled(co_await asio::this_coro::cancellation_state)) {
      if (good > 0) impl->publish("download");
      co_return Error(Errc::cancelled, "the refresh of the master files was cancelled");
    }
    if (progress) progress(++done, total);
  }
  if (good > 0) impl->publish("download");
  if (failure) {
    const Error error(failure->code,
                      std::to_string(total - good) + " of " + std::to_string(total) +
                          " master files could not be refreshed: " + failure->message,
                      "The previous list stays in use; it is tried again later.", true);
    co_return error;
  }
  co_return Result<void>();
}

asio::awaitable<void> MasterLoader::run() {
  const auto impl = impl_;
  if (!impl->config.download) co_return;
  Duration retry = first_retry;
  for (;;) {
    const auto refreshed = co_await refresh();
    if (is_cancelled(co_await asio::this_coro::cancellation_state)) co_return;
    auto next = next_publication(impl->clock.wall());
    if (refreshed) {
      retry = first_retry;
    } else {
      next = std::min(next, impl->clock.wall() + std::chrono::duration_cast<WallTime::duration>(retry));
      retry = std::min<Duration>(retry * 2, longest_retry);
    }
    for (auto now = impl->clock.wall(); now < next; now = impl->clock.wall()) {
      const Duration left = std::min<Duration>(next - now, longest_wait);
      co_await impl->clock.sleep(left);
      if (is_cancelled(co_await asio::this_coro::cancellation_state)) co_return;
    }
  }
}

}  // namespace kbroker::catalog
