// What Endpoint must know of a broker's REST API: how a request is built and an answer is read.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/broker/token_store.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::broker {

/// One call of any REST API, as the broker names and spells it.
struct ApiCall {
  std::string operation;       ///< names the call in errors and metrics: "inquire-price", "ka10001"
  std::string method = "GET";  ///< or "POST"
  std::string path;            ///< below the base URL, with its query
  net::http::Headers headers;  ///< of this call alone: tr_id, api-id, those of Page::next
  std::string body;
  /// Calls of one lane share a pace of their own (Protocol::lane_pace); empty: only the common one. One of a
  /// fixed set of names: lanes are kept.
  std::string lane;
  /// False for what moves money: sent once, whatever becomes of it.
  bool repeatable = true;

  ApiCall() = default;
};

/// One answer of a call that may have more pages.
struct Page {
  boost::json::object body;
  /// Headers that make the same call ask for the page after this one; empty on the last page.
  net::http::Headers next;

  Page() = default;
  Page(boost::json::object body_, net::http::Headers next_)
      : body(std::move(body_)), next(std::move(next_)) {}
};

/// One constant object a broker. Pure: any thread may call every function.
class Protocol {
 public:
  struct Facts {
    BrokerId id;
    std::string_view name;  ///< as sentences begin: "KIS", "Kiwoom"
    std::string_view real_url, paper_url, token_path, content_type;
    std::string_view how_to_configure;    ///< what to set when an environment is not configured
    std::string_view transaction_header;  ///< names the API of a call: "tr_id", "api-id"
    /// Sent with every first page, blank, and with "N" by who goes on from an earlier answer; empty: none.
    std::string_view page_header = {};
  };

  explicit Protocol(const Facts& facts_) : facts(facts_) {}
  virtual ~Protocol() = default;
  const Facts facts;

  /// The configuration with the form of the account and the pace filled in.
  virtual EndpointConfig completed(EndpointConfig config) const = 0;
  virtual PacerConfig lane_pace(Environment environment, std::string_view lane) const = 0;
  /// Told when the host cannot be reached and the transport has nothing better; may be empty.
  virtual std::string_view unreachable_hint(Environment) const { return {}; }

  /// Holds the secrets: for the wire only.
  virtual std::string token_request(const EndpointConfig& config) const = 0;
  virtual Result<Token> read_token(const net::http::ClientResponse& response, WallTime now) const = 0;

  /// What every call carries besides its content type, its token and its own headers.
  virtual net::http::Headers key_headers(const EndpointConfig&) const { return {}; }
  virtual Result<boost::json::object> read(const net::http::ClientResponse& response,
                                           std::string_view operation) const = 0;
  /// As Page::next.
  virtual net::http::Headers next_page(const net::http::ClientResponse& response) const = 0;
  /// The access token is invalid, unknown or expired: the call was not carried out, and a new one may help.
  virtual bool token_refused(const Error& error) const = 0;
};

}  // namespace kbroker::broker
