// Turns bytes into one HTTP/1 request. No sockets: fed by a connection, a test or a fuzzer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/beast/http/basic_parser.hpp>

namespace kbroker::net::http {

/// The parts of one request. Everything of the header lies in one string that keeps its memory from request
/// to request, so that a request costs no allocation once a connection is warm.
class RequestData {
 public:
  std::string_view method() const { return view(method_); }
  std::string_view target() const { return view(target_); }
  /// Without query; of an absolute target ("http://host/path") the path alone.
  std::string_view path() const { return view(path_); }
  std::string_view query() const { return view(query_); }
  std::optional<std::string_view> header(std::string_view name) const;
  std::string_view body() const { return body_; }
  std::size_t field_count() const { return fields_.size(); }

  void clear();
  /// Gives memory back: all of it, or only what an unusually large request left.
  void release();
  void trim();

 private:
  friend class RequestParser;
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  struct Field {
    Range name;
    Range value;
  };
  std::string_view view(Range range) const { return {text_.data() + range.begin, range.size}; }
  Range add(std::string_view text);
  void set_target(std::string_view target);

  /// What a keep-alive client sends again and again, byte for byte, and how many bytes of body follow it.
  struct UsualHead {
    std::string bytes;
    std::uint64_t body_size = 0;
    bool usable = false;
  };

  UsualHead usual_;
  std::string text_;
  std::vector<Field> fields_;
  Range method_, target_, path_, query_;
  std::string body_;
};

struct RequestLimits {
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 4 * 1024 * 1024;
};

/// Beast's parser (RFC 9112 grammar, chunked bodies, conflicting lengths refused) that fills a RequestData,
/// and the refusals Beast leaves to the caller: transfer codings other than chunked, a missing Host field.
/// A head equal to the last one of its connection is not parsed again: equal bytes mean the same.
class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  enum class Progress { more, done, failed };
  /// `data` must stay while the parser is in use.
  RequestParser(RequestData& data, RequestLimits limits);

  /// Takes from the front of `bytes`; `consumed` says how much, and the rest must be offered again with more.
  Progress feed(std::string_view bytes, std::size_t& consumed);
  bool header_done() const { return repeated_ || is_header_done(); }
  /// After done: may another request follow on this connection?
  bool keep_connection() const { return !failed_ && (repeated_ || keep_alive()); }
  bool http_1_0() const { return version_ < 11; }
  /// The client waits for "100 Continue" before it sends the body.
  bool expects_continue() const { return expects_continue_; }
  /// After failed: the status that tells the client, and a sentence.
  unsigned error_status() const { return error_status_; }
  std::string_view error_message() const { return error_message_; }

 private:
  using Base = boost::beast::http::basic_parser<true>;
  using Text = boost::beast::string_view;
  using Ec = boost::beast::error_code;

  void on_request_impl(boost::beast::http::verb, Text method, Text target, int version, Ec& ec) override;
  void on_response_impl(int, Text, int, Ec& ec) override;
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Ec& ec) override;
  void on_header_impl(Ec& ec) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Ec& ec) override;
  std::size_t on_body_impl(Text body, Ec& ec) override;
  void on_chunk_header_impl(std::uint64_t, Text, Ec& ec) override;
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Ec& ec) override;
  void on_finish_impl(Ec& ec) override;

  Progress feed_beast(std::string_view bytes, std::size_t& consumed);
  void begin(std::string_view bytes, std::size_t& consumed);
  Progress take_body(std::string_view bytes, std::size_t& consumed);
  Progress fail(const Ec& ec);
  void refuse(unsigned status, std::string_view message, Ec& ec);

  RequestData& data_;
  RequestLimits limits_;
  int version_ = 11;
  unsigned hosts_ = 0;
  bool begun_ = false;
  bool repeated_ = false;  ///< Beast does not see this request
  bool in_trailer_ = false;
  bool expects_continue_ = false;
  bool failed_ = false;
  unsigned error_status_ = 0;
  std::string_view error_message_;
};

}  // namespace kbroker::net::http
