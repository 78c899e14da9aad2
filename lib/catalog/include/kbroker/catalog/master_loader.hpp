// Downloads the master files, keeps them on disk and refreshes them once a day.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

/// Fetches a URL; given by the composer so that this room needs no network library.
using Download = std::function<boost::asio::awaitable<Result<std::string>>(std::string url)>;

struct MasterConfig {
  /// False: only the shipped sample, or what is on disk already.
  bool download = false;
  std::string base_url = "https://new.real.download.dws.co.kr/common/master/";
  /// Also the files of other_masters().
  bool others = false;
  /// Folder of kospi_code.mst.zip and so on; empty: memory only.
  std::string directory;
};

/// Where the instruments came from, for results and status.
struct MasterStatus {
  std::string origin;  ///< "sample", "file", "download"
  std::size_t symbols = 0, others = 0;
  /// When the oldest of the files in use was fetched; nothing for the sample.
  std::optional<WallTime> updated;
  /// What went wrong last (download, archive, layout, disk); empty after a refresh without trouble.
  std::string last_error;
};

/// Any thread may call every function. Real and sample instruments are never mixed in one master.
class MasterLoader {
 public:
  MasterLoader(MasterConfig config, Clock& clock, Download download);
  ~MasterLoader();
  /// Never null: the sample until something better is there.
  std::shared_ptr<const SymbolMaster> current() const;
  /// Overseas shares, bonds, ELW, futures, options, sectors and themes: a master for each file that is there,
  /// or that of the sample. Never empty.
  std::vector<std::shared_ptr<const SymbolMaster>> others() const;
  MasterStatus status() const;
  /// Reads the files on disk; called once at start-up.
  void load_from_disk();
  /// Downloads what is older than the last publication (07:00 KST); progress gets files done of files wanted.
  /// A file that cannot be had or read leaves the previous list in use; the others are taken. Returns at once
  /// when downloading is off or another refresh is under way.
  boost::asio::awaitable<Result<void>> refresh(std::function<void(int done, int total)> progress = {});
  /// refresh() at start and then every morning, sooner after a failure, until cancelled (Asio terminal
  /// cancellation). Returns at once when downloading is off. The loader and the clock must outlive it.
  boost::asio::awaitable<void> run();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::catalog
