// The Kiwoom calls this room makes. Many ids share a path: the `api-id` header decides.
#pragma once

#include <string_view>

namespace kbroker::kiwoom {

struct Api {
  std::string_view id;
  std::string_view path;
};

namespace api {

inline constexpr Api price_and_basics{"ka10001", "/api/dostk/stkinfo"};
inline constexpr Api instrument{"ka10100", "/api/dostk/stkinfo"};
inline constexpr Api many_prices{"ka10095", "/api/dostk/stkinfo"};
inline constexpr Api order_book{"ka10004", "/api/dostk/mrkcond"};
inline constexpr Api index_price{"ka20001", "/api/dostk/sect"};
inline constexpr Api sector_investors{"ka10051", "/api/dostk/sect"};
inline constexpr Api investors{"ka10059", "/api/dostk/stkinfo"};
inline constexpr Api volume_rank{"ka10030", "/api/dostk/rkinfo"};
inline constexpr Api turnover_rank{"ka10032", "/api/dostk/rkinfo"};
inline constexpr Api change_rank{"ka10027", "/api/dostk/rkinfo"};
inline constexpr Api minute_chart{"ka10080", "/api/dostk/chart"};
inline constexpr Api day_chart{"ka10081", "/api/dostk/chart"};
inline constexpr Api week_chart{"ka10082", "/api/dostk/chart"};
inline constexpr Api month_chart{"ka10083", "/api/dostk/chart"};
inline constexpr Api year_chart{"ka10094", "/api/dostk/chart"};
inline constexpr Api account_number{"ka00001", "/api/dostk/acnt"};
inline constexpr Api deposit{"kt00001", "/api/dostk/acnt"};
inline constexpr Api orders{"kt00007", "/api/dostk/acnt"};
inline constexpr Api buying_power{"kt00010", "/api/dostk/acnt"};
inline constexpr Api realized_trades{"ka10073", "/api/dostk/acnt"};
inline constexpr Api realized_days{"ka10074", "/api/dostk/acnt"};
inline constexpr Api balance{"kt00018", "/api/dostk/acnt"};

}  // namespace api
}  // namespace kbroker::kiwoom
