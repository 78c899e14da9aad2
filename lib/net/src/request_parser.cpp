// Turns bytes into one HTTP/1 request.
#include "request_parser.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "kbroker/base/text.hpp"

namespace kbroker::net::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::size_t kept_header_capacity = 4 * 1024;
constexpr std::size_t kept_body_capacity = 16 * 1024;
constexpr std::size_t largest_usual_head = 2 * 1024;

}  // namespace

std::optional<std::string_view> RequestData::header(std::string_view name) const {
  for (const Field& field : fields_)
    if (field.name.size == name.size() && iequals(view(field.name), name)) return view(field.value);
  return std::nullopt;
}

void RequestData::clear() {
  text_.clear();
  fields_.clear();
  body_.clear();
  method_ = target_ = path_ = query_ = {};
}

void RequestData::release() {
  clear();
  usual_ = {};
  std::string().swap(text_);
  std::string().swap(body_);
  std::vector<Field>().swap(fields_);
}

void RequestData::trim() {
  if (body_.capacity() > kept_body_capacity) std::string().swap(body_);
  if (text_.capacity() > kept_header_capacity) std::string().swap(text_);
}

RequestData::Range RequestData::add(std::string_view text) {
  const Range range{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())};
  text_ += text;
  return range;
}

void RequestData::set_target(std::string_view target) {
  target_ = add(target);
  std::size_t begin = 0;
  if (!target.starts_with('/')) {
    const auto scheme = target.find("://");
    if (scheme != target.npos) begin = std::min(target.find_first_of("/?", scheme + 3), target.size());
  }
  const auto mark = target.find('?', begin);
  const auto end = std::min(mark, target.size());
  path_ = {target_.begin + static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
  if (mark != target.npos)
    query_ = {target_.begin + static_cast<std::uint32_t>(mark + 1),
              static_cast<std::uint32_t>(target.size() - mark - 1)};
}

RequestParser::RequestParser(RequestData& data, RequestLimits limits) : data_(data), limits_(limits) {
  eager(true);
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(limits.body_bytes);
}

RequestParser::Progress RequestParser::feed(std::string_view bytes, std::size_t& consumed) {
  consumed = 0;
  if (failed_) return Progress::failed;
  if (!begun_ && !bytes.empty()) begin(bytes, consumed);
  return repeated_ ? take_body(bytes, consumed) : feed_beast(bytes, consumed);
}

void RequestParser::begin(std::string_view bytes, std::size_t& consumed) {
  begun_ = true;
  auto& usual = data_.usual_;
  if (usual.usable && bytes.starts_with(usual.bytes)) {
    repeated_ = true;
    consumed = usual.bytes.size();
    data_.body_.clear();
    data_.body_.reserve(std::min<std::size_t>(usual.body_size, 64 * 1024));
    return;
  }
  data_.clear();
  usual.usable = false;
  const auto end = bytes.find("\r\n\r\n");
  if (end < largest_usual_head)
    usual.bytes.assign(bytes, 0, end + 4);
  else
    usual.bytes.clear();
}

RequestParser::Progress RequestParser::take_body(std::string_view bytes, std::size_t& consumed) {
  const auto size = data_.usual_.body_size;
  const auto part = bytes.substr(consumed, size - data_.body_.size());
  data_.body_ += part;
  consumed += part.size();
  return data_.body_.size() == size ? Progress::done : Progress::more;
}

RequestParser::Progress RequestParser::feed_beast(std::string_view bytes, std::size_t& consumed) {
  while (!is_done() && consumed < bytes.size()) {
    // Beast asserts that a last chunk it looks at again has grown to five bytes. No chunked body ends in
    // fewer.
    if (is_header_done() && chunked() && bytes.size() - consumed < 5) break;
    Ec ec;
    const std::size_t taken =
        put(boost::asio::const_buffer(bytes.data() + consumed, bytes.size() - consumed), ec);
    consumed += taken;
    if (ec == beast_http::error::need_more) {
      if (taken == 0) break;
      continue;
    }
    if (ec) return fail(ec);
  }
  if (!is_done()) return Progress::more;
  auto& usual = data_.usual_;
  usual.body_size = data_.body_.size();
  usual.usable = !usual.bytes.empty() && version_ == 11 && keep_alive() && !chunked() && !expects_continue_;
  return Progress::done;
}

RequestParser::Progress RequestParser::fail(const Ec& ec) {
  failed_ = true;
  if (error_status_ == 0) {
    if (ec == beast_http::error::body_limit) {
      error_status_ = 413;
      error_message_ = "the body is larger than this server accepts";
    } else if (ec == beast_http::error::header_limit) {
      error_status_ = 431;
      error_message_ = "the header is larger than this server accepts";
    } else if (ec == beast_http::error::bad_version) {
      error_status_ = 505;
      error_message_ = "only HTTP/1.0 and HTTP/1.1 are spoken here";
    } else {
      error_status_ = 400;
      error_message_ = "the request is not well-formed HTTP";
    }
  }
  return Progress::failed;
}

void RequestParser::refuse(unsigned status, std::string_view message, Ec& ec) {
  error_status_ = status;
  error_message_ = message;
  ec = beast_http::error::bad_value;
}

void RequestParser::on_request_impl(beast_http::verb, Text method, Text target, int version, Ec& ec) {
  if (version > 11) {
    ec = beast_http::error::bad_version;
    return;
  }
  version_ = version;
  data_.method_ = data_.add({method.data(), method.size()});
  data_.set_target({target.data(), target.size()});
}

void RequestParser::on_response_impl(int, Text, int, Ec& ec) {
  ec = beast_http::error::bad_method;
}

void RequestParser::on_field_impl(beast_http::field field, Text name, Text value, Ec& ec) {
  // Trailer fields come after routing and authorization could have looked: they are dropped (RFC
  // 9110, 6.5.1).
  if (in_trailer_) return;
  const std::string_view text(value.data(), value.size());
  if (field == beast_http::field::host) {
    ++hosts_;
  } else if (field == beast_http::field::transfer_encoding && !iequals(text, "chunked")) {
    return refuse(501, "only the chunked transfer coding is understood", ec);
  } else if (field == beast_http::field::expect) {
    if (!iequals(text, "100-continue")) return refuse(417, "only Expect: 100-continue is understood", ec);
    expects_continue_ = version_ >= 11;
  }
  // In lower case, as most clients write and handlers ask.
  const auto name_range = data_.add(to_lower({name.data(), name.size()}));
  const auto value_range = data_.add(text);
  data_.fields_.push_back({name_range, value_range});
}

void RequestParser::on_header_impl(Ec& ec) {
  in_trailer_ = true;
  if (version_ >= 11 ? hosts_ != 1 : hosts_ > 1) return refuse(400, "exactly one Host field is required", ec);
  // A sender of HTTP/1.0 cannot chunk (RFC 9112, 6.1): such a message was put together to be misread.
  if (version_ < 11 && chunked()) return refuse(400, "HTTP/1.0 has no transfer coding", ec);
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Ec&) {
  // A claim is not a body: large ones grow as they arrive.
  if (length) data_.body_.reserve(std::min<std::size_t>(*length, 64 * 1024));
}

std::size_t RequestParser::on_body_impl(Text body, Ec&) {
  data_.body_.append(body.data(), body.size());
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, Text, Ec&) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, Ec&) {
  data_.body_.append(body.data(), body.size());
  return body.size();
}

void RequestParser::on_finish_impl(Ec&) {}

}  // namespace kbroker::net::http
