// Whole charts from KIS: pages backwards in time until the request is met.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "apis.hpp"
#include "chart_wire.hpp"
#include "kbroker/broker/endpoint.hpp"

namespace kbroker::kis {

/// The call that charts a kind of instrument: the same pages with other names.
struct PeriodChart {
  const Api& api;
  std::string division;  ///< FID_COND_MRKT_DIV_CODE
  bool adjustable;       ///< takes FID_ORG_ADJ_PRC
  Result<ChartPage> (*decode)(const boost::json::object& body, broker::Interval interval, broker::Basis basis,
                              WallTime now);
};
/// That of shares, funds and ELW.
PeriodChart share_chart(const std::string& code, broker::Basis basis);

/// Days, weeks, months, years; 100 rows a page.
boost::asio::awaitable<Result<broker::History>> read_period_chart(broker::Endpoint& endpoint,
                                                                  const PeriodChart& chart,
                                                                  broker::HistoryRequest request,
                                                                  std::size_t max_pages,
                                                                  broker::CallOptions options);

/// One-minute bars: those of today by 30 a page, those of one earlier day (`to`) by 120. Minute bars are
/// never adjusted by KIS.
boost::asio::awaitable<Result<broker::History>> read_minute_chart(broker::Endpoint& endpoint,
                                                                  broker::HistoryRequest request,
                                                                  std::size_t max_pages,
                                                                  broker::CallOptions options);

/// Whether read_minute_chart() needs the chart of an earlier day, which paper does not offer.
bool is_past_minute_chart(const broker::HistoryRequest& request, WallTime now);

}  // namespace kbroker::kis
