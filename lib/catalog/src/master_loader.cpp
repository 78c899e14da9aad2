// Keeps the newest readable master of each file: from disk, then from the broker every morning.
#include "kbroker/catalog/master_loader.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include "kbroker/base/log.hpp"
#include "kbroker/catalog/other_masters.hpp"
#include "refresh_schedule.hpp"
#include "stored_file.hpp"

namespace kbroker::catalog {

namespace asio = boost::asio;

namespace {

constexpr std::size_t largest_archive = 32 * 1024 * 1024;
/// The wall clock may jump (a laptop that slept): long waits look at it now and then.
constexpr std::chrono::minutes longest_wait{15};
constexpr std::chrono::minutes first_retry{5}, longest_retry{60};

/// A master file: of Korean shares, or another.
struct Source {
  std::string_view file;
  Market market = Market::kospi;
  const OtherMaster* other = nullptr;
};
using Sources = std::vector<Source>;

Sources sources(bool with_others) {
  Sources all{{"kospi_code.mst.zip", Market::kospi},
              {"kosdaq_code.mst.zip", Market::kosdaq},
              {"konex_code.mst.zip", Market::konex}};
  if (with_others)
    for (const auto& other : other_masters()) all.push_back({other.file, Market::kospi, &other});
  return all;
}

Result<std::vector<Symbol>> symbols_in(const Source& source, std::string_view archive) {
  auto bytes = source.file.ends_with(".zip") ? unzip_single(archive) : std::string(archive);
  if (!bytes) return bytes.error();
  auto parsed =
      source.other ? parse_other_master(*source.other, *bytes) : parse_master(source.market, *bytes);
  if (!parsed) return parsed.error();
  if (parsed->skipped > parsed->symbols.size())
    return Error(Errc::broker_error,
                 "most lines of " + std::string(source.file) + " are unreadable (" +
                     std::to_string(parsed->skipped) + " of " +
                     std::to_string(parsed->skipped + parsed->symbols.size()) + ")",
                 "The file's layout may have changed; the previous list stays in use.");
  return std::move(parsed->symbols);
}

std::vector<Symbol> sample_symbols() {
  std::vector<Symbol> all;
  for (const auto& source : sources(false)) {
    auto parsed = parse_master(source.market, sample_master_file(source.market)).value();
    std::move(parsed.symbols.begin(), parsed.symbols.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

struct MasterLoader::Impl {
  /// The newest list of one file.
  struct Loaded {
    std::vector<Symbol> symbols;  ///< of Korean shares, which make one master together
    WallTime updated;
    std::shared_ptr<const SymbolMaster> other;
  };

  Impl(MasterConfig config_, Clock& clock_, Download download_)
      : config(std::move(config_)),
        clock(clock_),
        download(std::move(download_)),
        files(sources(config.others)),
        loaded(files.size()),
        master(std::make_shared<const SymbolMaster>(sample_symbols())),
        other_sample(std::make_shared<const SymbolMaster>(sample_other_symbols())) {
    if (!config.base_url.ends_with('/')) config.base_url += '/';
  }

  std::filesystem::path path_of(const Source& source) const {
    return std::filesystem::path(config.directory) / source.file;
  }

  void keep(std::size_t place, std::vector<Symbol> symbols, WallTime updated) {
    Loaded fresh;
    fresh.updated = updated;
    if (files[place].other)
      fresh.other = std::make_shared<const SymbolMaster>(std::move(symbols));
    else
      fresh.symbols = std::move(symbols);
    std::lock_guard lock(mutex);
    loaded[place] = std::move(fresh);
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
      for (const auto& file : loaded)
        if (file) all.insert(all.end(), file->symbols.begin(), file->symbols.end());
    }
    if (all.empty()) return;
    auto fresh = std::make_shared<const SymbolMaster>(std::move(all));
    log::info("master.loaded", "master files loaded", {{"origin", from}, {"symbols", fresh->size()}});
    std::lock_guard lock(mutex);
    master = std::move(fresh);
    origin = from;
  }

  /// Places in `files`.
  std::vector<std::size_t> outdated() const {
    const auto now = clock.wall();
    const auto newest = last_publication(now);
    std::lock_guard lock(mutex);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto& have = loaded[i];
      // A time in the future says only that some clock was wrong.
      if (!have || have->updated < newest || have->updated > now) out.push_back(i);
    }
    return out;
  }

  asio::awaitable<Result<void>> fetch(std::size_t place) {
    const auto& source = files[place];
    const auto started = clock.wall();
    auto archive = co_await download(config.base_url + std::string(source.file));
    if (!archive) co_return archive.error();
    auto symbols = symbols_in(source, *archive);
    if (!symbols) co_return symbols.error();
    keep(place, std::move(*symbols), started);
    if (!config.directory.empty()) {
      // What was downloaded is used even when it cannot be kept.
      if (auto stored = store(path_of(source), *archive, started); !stored) complain(stored.error().message);
    }
    co_return Result<void>();
  }

  MasterConfig config;
  Clock& clock;
  Download download;
  const Sources files;
  std::atomic<bool> refreshing = false;

  mutable std::mutex mutex;
  std::vector<std::optional<Loaded>> loaded;  ///< in the order of `files`
  std::shared_ptr<const SymbolMaster> master;
  const std::shared_ptr<const SymbolMaster> other_sample;
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

std::vector<std::shared_ptr<const SymbolMaster>> MasterLoader::others() const {
  std::lock_guard lock(impl_->mutex);
  std::vector<std::shared_ptr<const SymbolMaster>> all;
  for (const auto& file : impl_->loaded)
    if (file && file->other) all.push_back(file->other);
  if (all.empty()) all.push_back(impl_->other_sample);
  return all;
}

MasterStatus MasterLoader::status() const {
  MasterStatus status;
  for (const auto& other : others()) status.others += other->size();
  std::lock_guard lock(impl_->mutex);
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
  for (std::size_t place = 0; place < impl_->files.size(); ++place) {
    const auto& source = impl_->files[place];
    auto file = read_stored(impl_->path_of(source), largest_archive);
    if (!file) {
      impl_->complain(file.error().message);
      continue;
    }
    if (!*file) continue;
    auto symbols = symbols_in(source, (*file)->bytes);
    if (symbols) {
      impl_->keep(place, std::move(*symbols), (*file)->written);
      any = true;
    } else {
      impl_->complain(impl_->path_of(source).string() + ": " + symbols.error().message);
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
  for (const auto place : wanted) {
    auto fetched = co_await impl->fetch(place);
    if (fetched) {
      ++good;
    } else {
      const auto& error = fetched.error();
      impl->complain(std::string(impl->files[place].file) + ": " + error.message);
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
