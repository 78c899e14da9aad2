// A complete MCP server with one tool, over standard input and output.
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/mcp/typed_tool.hpp"
#include "kbroker/net/runtime.hpp"

namespace {

using namespace kbroker;
using boost::asio::awaitable;

// tool: begin
struct Loan {
  double amount = 0;
  unsigned months = 0;
  std::optional<double> yearly_percent;
};
BOOST_DESCRIBE_STRUCT(Loan, (), (amount, months, yearly_percent))
struct Cost {
  double interest = 0, total = 0;
};
BOOST_DESCRIBE_STRUCT(Cost, (), (interest, total))

awaitable<Result<Cost>> cost_of(mcp::CallContext&, const Loan& loan) {
  if (loan.months == 0) co_return Error(Errc::invalid_argument, "A loan lasts a month at least.");
  const double interest = loan.amount * loan.yearly_percent.value_or(4.0) / 100 * loan.months / 12;
  co_return Cost{interest, loan.amount + interest};
}

mcp::Tool loan_tool() {
  mcp::Tool tool;
  tool.name = "loan_cost";
  tool.description = "What a loan costs that is paid back at its end. Use for a rough figure.";
  tool.annotations.read_only = true;
  return mcp::typed_tool<Loan, Cost>(std::move(tool), cost_of);
}
// tool: end

awaitable<void> stop(mcp::Server& server, net::Runtime& runtime) {
  co_await server.shutdown();
  runtime.stop();
}

}  // namespace

int main() {
  SystemClock clock;
  SecureRandom random;
  net::Runtime runtime(1);
  auto registry = std::make_shared<mcp::Registry>();
  registry->add(loan_tool());
  mcp::ServerOptions options;
  options.implementation.name = "loan-example";
  options.implementation.title = "Loans";
  options.implementation.version = "1.0.0";
  mcp::Server server(runtime.main(), std::move(options), registry, clock, random);
  server.serve_stdio(runtime.main(), dup(STDIN_FILENO), dup(STDOUT_FILENO), [&] {
    boost::asio::co_spawn(runtime.main(), stop(server, runtime), [](std::exception_ptr) {});
  });
  runtime.run();
}
