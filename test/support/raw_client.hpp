// A blocking socket client that sends exactly the bytes a test wants to send. Every wait ends.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace kbroker::test {

struct RawResponse {
  int status = 0;
  std::string head;                           ///< status line and fields as sent
  std::map<std::string, std::string> fields;  ///< names in lower case
  std::string body;                           ///< without chunk framing

  bool has(const std::string& name) const { return fields.count(name) > 0; }
};

/// Throws std::runtime_error when the other side does not do what is waited for in time.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds(10))
      : patience_(patience), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket_ < 0 || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      close();
      throw std::runtime_error("cannot connect to the test server");
    }
  }
  /// Takes over a connected socket, for example one a RawServer has accepted.
  static RawClient adopt(int socket, std::chrono::milliseconds patience) { return {patience, socket}; }
  ~RawClient() { close(); }
  RawClient(RawClient&& other) noexcept
      : patience_(other.patience_),
        socket_(std::exchange(other.socket_, -1)),
        buffer_(std::move(other.buffer_)) {}
  RawClient& operator=(RawClient&&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) throw std::runtime_error("the server closed while the test was sending");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  /// Like send, but a server that has closed already is no failure.
  void try_send(std::string_view bytes) { (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void get(std::string_view path) { send("GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n\r\n"); }
  void post(std::string_view path, std::string_view body, std::string_view fields = "") {
    send("POST " + std::string(path) + " HTTP/1.1\r\nHost: test\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(fields) + "\r\n" + std::string(body));
  }
  /// No more will be sent; the answer can still be read.
  void shut_down_sending() { ::shutdown(socket_, SHUT_WR); }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  /// Closes with a reset instead of an orderly end.
  void reset() {
    const linger hard{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
  }
  /// Makes a reader that does not read fill up soon; call before much is sent.
  void set_receive_buffer(int bytes) { ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

  /// Everything up to and with `mark`.
  std::string read_until(std::string_view mark) {
    std::size_t at = 0;
    while ((at = buffer_.find(mark)) == std::string::npos)
      if (!fill())
        throw std::runtime_error("the server closed before \"" + std::string(mark) + "\": " + buffer_);
    return take(at + mark.size());
  }
  /// Everything until the server closes (a reset counts).
  std::string read_to_end() {
    while (fill()) {
    }
    return take(buffer_.size());
  }
  /// True when the server has closed and nothing unread is left.
  bool at_end() { return buffer_.empty() && !fill(); }

  RawResponse read_head() {
    RawResponse response;
    response.head = read_until("\r\n\r\n");
    const std::string_view head = response.head;
    response.status = std::stoi(response.head.substr(head.find(' ') + 1, 3));
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
      const auto end = head.find("\r\n", at);
      const auto colon = head.find(": ", at);
      std::string name(head.substr(at, colon - at));
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      response.fields[name] = head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    return response;
  }
  /// One chunk of a chunked body; empty at its end.
  std::string read_chunk() {
    const std::string line = read_until("\r\n");
    std::size_t size = 0;
    std::from_chars(line.data(), line.data() + line.size(), size, 16);
    std::string chunk = read_exactly(size);
    read_exactly(2);
    return chunk;
  }
  /// `with_body` false: the answer to HEAD.
  RawResponse read_response(bool with_body = true) {
    RawResponse response = read_head();
    if (!with_body) return response;
    if (response.has("transfer-encoding")) {
      for (std::string chunk; !(chunk = read_chunk()).empty();) response.body += chunk;
    } else if (response.has("content-length")) {
      response.body = read_exactly(std::stoul(response.fields["content-length"]));
    } else if (response.status != 204 && response.status != 304 && response.status >= 200) {
      response.body = read_to_end();
    }
    return response;
  }

 private:
  RawClient(std::chrono::milliseconds patience, int socket) : patience_(patience), socket_(socket) {}
  bool fill() {
    pollfd entry{socket_, POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(patience_.count())) <= 0)
      throw std::runtime_error("the server sent nothing in time; so far: " + buffer_);
    char bytes[16 * 1024];
    const auto size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }
  std::string read_exactly(std::size_t size) {
    while (buffer_.size() < size)
      if (!fill()) throw std::runtime_error("the server closed in the middle of a body");
    return take(size);
  }
  std::string take(std::size_t size) {
    std::string text = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return text;
  }

  std::chrono::milliseconds patience_;
  int socket_;
  std::string buffer_;
};

}  // namespace kbroker::test
