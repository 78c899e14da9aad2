// Prints for people and machines.
#include "output.hpp"

#include <algorithm>
#include <iostream>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

std::string plain(const json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : to_json_text(value);
}

/// Columns on a terminal: Korean letters are two wide.
std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (const char32_t point : to_utf32(text))
    columns += point >= 0x1100 && point < 0xFFE0 && !(point >= 0x2000 && point < 0x2E80) ? 2 : 1;
  return columns;
}

bool is_table(const json::array& rows) {
  return !rows.empty() &&
         std::all_of(rows.begin(), rows.end(), [](const json::value& row) { return row.is_object(); });
}

void print_table(const json::array& rows, std::size_t indent) {
  std::vector<std::string> names;
  for (const auto& row : rows)
    for (const auto& member : row.as_object())
      if (std::find(names.begin(), names.end(), member.key()) == names.end())
        names.emplace_back(member.key());
  std::vector<std::size_t> columns;
  const auto cell = [](const json::object& row, const std::string& name) {
    const auto* value = row.if_contains(name);
    return value ? shorten(plain(*value), 60) : std::string();
  };
  for (const auto& name : names) {
    auto widest = width(name);
    for (const auto& row : rows) widest = std::max(widest, width(cell(row.as_object(), name)));
    columns.push_back(widest);
  }
  const auto line = [&](auto&& text_of) {
    std::string text(indent, ' ');
    for (std::size_t i = 0; i < names.size(); ++i) text += padded(text_of(names[i]), columns[i]) + "  ";
    while (!text.empty() && text.back() == ' ') text.pop_back();
    std::cout << text << '\n';
  };
  line([](const std::string& name) { return name; });
  for (const auto& row : rows) line([&](const std::string& name) { return cell(row.as_object(), name); });
}

void print_value(const json::value& value, std::size_t indent) {
  if (const auto* object = value.if_object()) {
    std::size_t widest = 0;
    for (const auto& member : *object)
      if (!member.value().is_structured()) widest = std::max(widest, width(member.key()));
    for (const auto& member : *object) {
      std::cout << std::string(indent, ' ');
      if (member.value().is_structured()) {
        std::cout << member.key() << ":\n";
        print_value(member.value(), indent + 2);
      } else {
        std::cout << padded(std::string(member.key()), widest) << "  " << plain(member.value()) << '\n';
      }
    }
  } else if (const auto* array = value.if_array()) {
    if (is_table(*array))
      print_table(*array, indent);
    else
      for (const auto& element : *array)
        std::cout << std::string(indent, ' ') << "- " << plain(element) << '\n';
  } else {
    std::cout << std::string(indent, ' ') << plain(value) << '\n';
  }
}

}  // namespace

std::string padded(std::string text, std::size_t columns) {
  const auto used = width(text);
  if (used < columns) text.append(columns - used, ' ');
  return text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  for (const auto word : split(text, ' ')) {
    auto& line = lines.back();
    if (!line.empty() && width(line) + 1 + width(word) > columns)
      lines.emplace_back(word);
    else
      line += (line.empty() ? "" : " ") + std::string(word);
  }
  return lines;
}

ExitStatus fail(const Options& options, const Error& error) {
  if (options.json && !error.message.empty()) {
    print_json(json::object{
        {"success", false},
        {"error",
         json::object{{"code", to_string(error.code)}, {"retryable", error.retryable}, {"hint", error.hint}}},
        {"message", error.message}});
  } else if (!error.message.empty()) {
    std::cerr << "kbroker: " << error.message << '\n';
    if (!error.hint.empty()) std::cerr << "  " << error.hint << '\n';
  }
  switch (error.code) {
    case Errc::not_configured:
      return exit_usage;
    case Errc::broker_unavailable:
    case Errc::timeout:
      return exit_unreachable;
    case Errc::invalid_argument:
      return exit_usage;
    default:
      return exit_failed;
  }
}

void print_json(const json::value& value) {
  std::cout << to_pretty_json(value) << '\n';
}

void print_for_people(const json::value& value) {
  print_value(value, 0);
}

}  // namespace kbroker::cli
