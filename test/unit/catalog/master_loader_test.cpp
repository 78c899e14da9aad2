// Master files from disk and from a pretended broker.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <map>

#include <unistd.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "refresh_schedule.hpp"
#include "run.hpp"
#include "stored_file.hpp"
#include "zip_file.hpp"

using namespace kbroker;
using namespace kbroker::catalog;
using test::zip_file;
using test::ZipSpec;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view base = "https://files.invalid/master/";

/// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "catalog_test.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The broker's download server: answers by file name, and what was asked for.
struct Server {
  std::map<std::string, std::string> files;
  std::vector<std::string> asked;
  std::function<void()> on_request = [] {};

  Server() {
    for (const auto& [name, market] :
         {std::pair{"kospi_code.mst.zip", Market::kospi}, std::pair{"kosdaq_code.mst.zip", Market::kosdaq},
          std::pair{"konex_code.mst.zip", Market::konex}})
      files[name] = zip_file(ZipSpec(sample_master_file(market)));
  }

  Download download() {
    return [this](std::string url) { return answer(std::move(url)); };
  }

  asio::awaitable<Result<std::string>> answer(std::string url) {
    on_request();
    asked.push_back(url.substr(base.size()));
    const auto file = files.find(asked.back());
    if (!url.starts_with(base) || file == files.end())
      co_return Error(Errc::broker_unavailable, "the server answered 503", "", true);
    co_return file->second;
  }
};

WallTime kst(std::string_view date, std::string_view time) {
  return parse_kst(date, time).value();
}

struct Fixture {
  Folder folder;
  ManualClock clock{kst("20261120", "101500")};
  Server server;

  MasterLoader loader(bool download = true) {
    MasterConfig config;
    config.download = download;
    config.base_url = base;
    config.directory = (folder.path() / "masters").string();
    return MasterLoader(config, clock, server.download());
  }
  fs::path file(const std::string& name) const { return folder.path() / "masters" / name; }
};

Result<void> refresh(MasterLoader& loader, std::function<void(int, int)> progress = {}) {
  return kbroker::test::run(loader.refresh(std::move(progress)));
}

}  // namespace

TEST_CASE("files are out of date from seven in the morning in Korea") {
  CHECK(last_publication(kst("20261120", "065959")) == kst("20261119", "070000"));
  CHECK(last_publication(kst("20261120", "070000")) == kst("20261120", "070000"));
  CHECK(last_publication(kst("20261120", "235959")) == kst("20261120", "070000"));
  CHECK(last_publication(kst("20261201", "000000")) == kst("20261130", "070000"));
  CHECK(next_publication(kst("20261120", "065959")) == kst("20261120", "070000"));
  CHECK(next_publication(kst("20261120", "070000")) == kst("20261121", "070000"));
  CHECK(next_publication(kst("20261231", "120000")) == kst("20270101", "070000"));
}

TEST_CASE("without files and without downloading there is the sample") {
  Fixture f;
  auto loader = f.loader(false);
  loader.load_from_disk();
  CHECK(loader.status().origin == "sample");
  CHECK(loader.status().symbols >= 150);
  CHECK_FALSE(loader.status().updated);
  CHECK(loader.status().last_error.empty());
  CHECK(loader.current()->find("005930")->name == "삼성전자");
  CHECK(refresh(loader).has_value());
  kbroker::test::run(loader.run());
  CHECK(f.server.asked.empty());
}

TEST_CASE("a refresh downloads three files, keeps them and reports progress") {
  Fixture f;
  auto loader = f.loader();
  std::vector<std::pair<int, int>> seen;
  REQUIRE(refresh(loader, [&](int done, int total) { seen.emplace_back(done, total); }).has_value());
  CHECK(seen == std::vector<std::pair<int, int>>{{1, 3}, {2, 3}, {3, 3}});
  CHECK(f.server.asked.size() == 3);
  CHECK(loader.status().origin == "download");
  CHECK(loader.status().updated == f.clock.wall());
  CHECK(loader.status().last_error.empty());
  CHECK(loader.current()->find("251280")->market == Market::konex);
  CHECK(read_stored(f.file("kospi_code.mst.zip"), 1 << 20).value()->bytes ==
        f.server.files["kospi_code.mst.zip"]);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(f.folder.path() / "masters")) ++files;
  CHECK(files == 3);  // nothing temporary stays behind
}

TEST_CASE("files of today are not downloaded again, files of yesterday are") {
  Fixture f;
  {
    auto loader = f.loader();
    REQUIRE(refresh(loader).has_value());
    REQUIRE(refresh(loader).has_value());
    CHECK(f.server.asked.size() == 3);
  }
  auto loader = f.loader();
  loader.load_from_disk();
  CHECK(loader.status().origin == "file");
  REQUIRE(loader.status().updated);
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.size() == 3);
  f.clock.advance(std::chrono::hours{20});  // the day after, 06:15
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.size() == 3);
  f.clock.advance(std::chrono::hours{1});
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.size() == 6);
  CHECK(loader.status().origin == "download");
}

TEST_CASE("a file from the future is not trusted") {
  Fixture f;
  REQUIRE(store(f.file("kospi_code.mst.zip"), f.server.files["kospi_code.mst.zip"],
                f.clock.wall() + std::chrono::hours{24 * 365})
              .has_value());
  auto loader = f.loader();
  loader.load_from_disk();
  CHECK(loader.status().origin == "file");
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.size() == 3);
}

TEST_CASE("when one of three fails, the others are taken and the failure is told") {
  Fixture f;
  f.server.files.erase("kosdaq_code.mst.zip");
  auto loader = f.loader();
  int steps = 0;
  const auto refreshed = refresh(loader, [&](int, int total) {
    ++steps;
    CHECK(total == 3);
  });
  REQUIRE(refreshed.has_error());
  CHECK(refreshed.error().code == Errc::broker_unavailable);
  CHECK(refreshed.error().retryable);
  CHECK(refreshed.error().message.find("1 of 3") != std::string::npos);
  CHECK(steps == 3);
  CHECK(loader.status().origin == "download");
  CHECK(loader.status().last_error.find("kosdaq_code.mst.zip") != std::string::npos);
  CHECK(loader.current()->find("005930") != nullptr);
  CHECK(loader.current()->find("086520") == nullptr);  // real and sample instruments are not mixed

  f.server.files = Server().files;
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.size() == 4);  // only the missing one
  CHECK(loader.current()->find("086520") != nullptr);
  CHECK(loader.status().last_error.empty());
}

TEST_CASE("a bad download never replaces a good list") {
  Fixture f;
  auto loader = f.loader();
  REQUIRE(refresh(loader).has_value());
  const auto before = loader.current();
  f.clock.advance(std::chrono::hours{24});
  const auto good = f.server.files["kospi_code.mst.zip"];
  ZipSpec garbage("not a master file\n");
  std::string mostly_broken(sample_master_file(Market::konex));
  for (int i = 0; i < 20; ++i) mostly_broken += "a line of some other layout\n";
  for (const auto& bad : {good.substr(0, good.size() / 2), std::string("<html>busy</html>"), std::string(),
                          zip_file(garbage), zip_file(ZipSpec(mostly_broken))}) {
    for (auto& [name, bytes] : f.server.files) bytes = bad;
    const auto refreshed = refresh(loader);
    REQUIRE(refreshed.has_error());
    CHECK(loader.current() == before);
    CHECK_FALSE(loader.status().last_error.empty());
    CHECK(read_stored(f.file("kospi_code.mst.zip"), 1 << 20).value()->bytes == good);
  }
}

TEST_CASE("a damaged file on disk is reported, left out and replaced by the next download") {
  Fixture f;
  {
    auto loader = f.loader();
    REQUIRE(refresh(loader).has_value());
  }
  std::ofstream(f.file("kospi_code.mst.zip"), std::ios::trunc) << "damaged";
  auto loader = f.loader();
  loader.load_from_disk();
  CHECK(loader.status().origin == "file");
  CHECK(loader.status().last_error.find("kospi_code.mst.zip") != std::string::npos);
  CHECK(loader.current()->find("005930") == nullptr);
  REQUIRE(refresh(loader).has_value());
  CHECK(f.server.asked.back() == "kospi_code.mst.zip");
  CHECK(f.server.asked.size() == 4);
  CHECK(loader.current()->find("005930") != nullptr);
}

TEST_CASE("a folder that cannot be written does not stop the use of what was downloaded") {
  Fixture f;
  std::ofstream(f.folder.path() / "masters") << "a file in the folder's place";
  auto loader = f.loader();
  loader.load_from_disk();
  CHECK(refresh(loader).has_value());
  CHECK(loader.status().origin == "download");
  CHECK(loader.status().last_error.find("masters") != std::string::npos);
}

TEST_CASE("a master in use stays valid after a refresh replaced it") {
  Fixture f;
  auto loader = f.loader();
  const auto held = loader.current();
  const auto* symbol = held->find("005930");
  REQUIRE(refresh(loader).has_value());
  CHECK(loader.current() != held);
  CHECK(symbol->name == "삼성전자");
}

TEST_CASE("run refreshes every morning, sooner after a failure, and ends when cancelled") {
  Fixture f;
  auto loader = f.loader();
  asio::io_context context;
  asio::cancellation_signal stop;
  std::vector<std::pair<std::string, std::size_t>> times;
  f.server.on_request = [&] {
    times.emplace_back(to_rfc3339_kst(f.clock.wall()), f.server.asked.size());
    // The second morning fails once.
    if (f.server.asked.size() == 3) f.server.files.erase("kospi_code.mst.zip");
    if (f.server.asked.size() == 6) f.server.files = Server().files;
    if (f.server.asked.size() == 7) stop.emit(asio::cancellation_type::terminal);
  };
  bool ended = false;
  asio::co_spawn(context, loader.run(), asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) {
                   CHECK(!e);
                   ended = true;
                 }));
  context.run_for(std::chrono::seconds{30});
  REQUIRE(ended);
  REQUIRE(times.size() == 8);
  CHECK(times[0].first == "2026-11-20T10:15:00+09:00");
  CHECK(times[3].first == "2026-11-21T07:00:00+09:00");
  CHECK(times[6].first == "2026-11-21T07:05:00+09:00");  // kospi again, five minutes after it failed
  CHECK(times[7].first == "2026-11-22T07:00:00+09:00");
  CHECK(f.server.asked.size() == 8);
}

TEST_CASE("run ends when it is cancelled while it waits") {
  Folder folder;
  SystemClock clock;
  Server server;
  MasterConfig config;
  config.download = true;
  config.base_url = base;
  MasterLoader loader(config, clock, server.download());
  asio::io_context context;
  asio::cancellation_signal stop;
  bool ended = false;
  asio::co_spawn(context, loader.run(), asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e) {
                   CHECK(!e);
                   ended = true;
                 }));
  while (server.asked.size() < 3) context.run_one();
  context.poll();  // now it waits for tomorrow
  CHECK_FALSE(ended);
  stop.emit(asio::cancellation_type::terminal);
  context.run_for(std::chrono::seconds{30});
  CHECK(ended);
}

TEST_CASE("a refresh that is under way is not started twice") {
  Fixture f;
  asio::io_context context;
  asio::steady_timer gate(context, std::chrono::steady_clock::time_point::max());
  int requests = 0;
  const auto waiting = [&](std::string) -> asio::awaitable<Result<std::string>> {
    ++requests;
    boost::system::error_code ignored;
    co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return Error(Errc::timeout, "too late");
  };
  MasterConfig config;
  config.download = true;
  MasterLoader loader(config, f.clock, waiting);
  int ended = 0;
  const auto count = [&](std::exception_ptr, Result<void>) { ++ended; };
  asio::co_spawn(context, loader.refresh(), count);
  asio::co_spawn(context, loader.refresh(), count);
  context.poll();
  CHECK(requests == 1);
  CHECK(ended == 1);
  gate.expires_at(std::chrono::steady_clock::time_point::min());
  context.run_for(std::chrono::seconds{30});
  CHECK(ended == 2);
  CHECK(requests == 3);
}
