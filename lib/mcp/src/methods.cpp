// Methods that answer at once: handshake, discovery, lists, completion, log level, subscriptions.
#include "methods.hpp"

#include <algorithm>

#include "client_features.hpp"
#include "completion.hpp"
#include "era.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "listing.hpp"
#include "log_level.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t max_completions = 100;
constexpr std::chrono::minutes list_ttl{5};

std::string server_info_text(const Implementation& implementation, Revision revision) {
  json::object info;
  info.emplace("name", implementation.name);
  if (revision >= Revision::v2025_06_18 && !implementation.title.empty())
    info.emplace("title", implementation.title);
  info.emplace("version", implementation.version);
  if (revision >= Revision::v2025_11_25 && !implementation.website_url.empty())
    info.emplace("websiteUrl", implementation.website_url);
  return to_json_text(info);
}

std::string refuse(const Message& message, std::string text) {
  return error_text(message.id, RpcError(rpc_code::invalid_params, std::move(text)));
}

const json::string* text_param(const Message& message, std::string_view name) {
  const auto* value = message.params ? message.params->if_contains(name) : nullptr;
  return value ? value->if_string() : nullptr;
}

}  // namespace

Methods::Methods(const ServerOptions& options, std::shared_ptr<const Registry> registry, Clock& clock,
                 Random& random, TaskStore& tasks, std::shared_ptr<Observer> observer)
    : implementation_(options.implementation),
      instructions_(options.instructions),
      page_size_(std::max<std::size_t>(1, options.page_size)),
      lists_change_(options.lists_change),
      authorization_(options.authorization.on()),
      server_info_(server_info_text(options.implementation, newest_revision)),
      registry_(std::move(registry)),
      clock_(clock),
      tasks_(tasks),
      observer_(std::move(observer)),
      cursors_(random) {}

ResultWriter Methods::writer(const Caller& caller, const Message& message, std::size_t room) const {
  return ResultWriter(*message.id, caller.revision, server_info_, "complete", room);
}

RpcResult<Revision> Methods::negotiate(const Message& message) {
  const auto* asked = text_param(message, "protocolVersion");
  if (!asked) return RpcError(rpc_code::invalid_params, "initialize needs params.protocolVersion");
  const auto revision = parse_revision(*asked);
  return revision && !is_modern(*revision) ? *revision : newest_legacy;
}

std::string Methods::capabilities(Revision revision) const {
  json::object list;
  if (lists_change_) list.emplace("listChanged", true);
  json::object object;
  if (!registry().tools.empty()) object.emplace("tools", list);
  if (has_resources(registry())) {
    auto resources = list;
    resources.emplace("subscribe", true);
    object.emplace("resources", std::move(resources));
  }
  if (!registry().prompts.empty()) object.emplace("prompts", list);
  if (registry().has_completions && revision >= Revision::v2025_03_26)
    object.emplace("completions", json::object());
  object.emplace("logging", json::object());
  json::object extensions;
  if (registry().has_ui) extensions.emplace(extension::ui, json::object());
  if (registry().has_tasks && is_modern(revision)) extensions.emplace(extension::tasks, json::object());
  if (!extensions.empty()) object.emplace("extensions", std::move(extensions));
  return to_json_text(object);
}

void Methods::count(const Message& message, Revision revision) const {
  observer_->method_called(message.method, to_string(revision));
}

std::string Methods::initialized(const Message& message, Revision revision) const {
  count(message, revision);
  ResultWriter result(*message.id, revision, server_info_);
  append_json_string(result.member("protocolVersion"), to_string(revision));
  result.member("capabilities") += capabilities(revision);
  result.member("serverInfo") += server_info_text(implementation_, revision);
  if (!instructions_.empty()) append_json_string(result.member("instructions"), instructions_);
  return result.finish();
}

std::string Methods::discover(const Caller& caller, const Message& message) const {
  auto result = writer(caller, message);
  auto& versions = result.member("supportedVersions");
  versions += '[';
  for (const auto version : protocol_versions) {
    if (versions.back() != '[') versions += ',';
    append_json_string(versions, version);
  }
  versions += ']';
  result.member("capabilities") += capabilities(caller.revision);
  if (!instructions_.empty()) append_json_string(result.member("instructions"), instructions_);
  result.cache(CacheHint{list_ttl, true});
  return result.finish();
}

template <class Entries, class Visible>
std::string Methods::list(const Caller& caller, const Message& message, std::string_view member,
                          const Entries& entries, const Visible& visible) const {
  // A cursor belongs to one list as one filter shows it.
  auto name = std::string(member) + '/' + std::to_string(caller.filter.toolsets) +
              (caller.filter.read_only ? "/readonly" : "");
  std::size_t position = 0;
  if (message.params && message.params->contains("cursor")) {
    const auto* cursor = text_param(message, "cursor");
    const auto offset = cursor ? cursors_.verify(name, *cursor) : std::nullopt;
    if (!offset || *offset > entries.size())
      return refuse(message, "Invalid cursor: begin again without one");
    position = *offset;
  }
  auto result = writer(caller, message);
  auto& out = result.member(member);
  out += '[';
  std::size_t listed = 0;
  for (; position < entries.size(); ++position) {
    if (!visible(entries[position])) continue;
    if (listed == page_size_) break;
    if (listed++) out += ',';
    append_listing(out, entries[position], caller.revision);
  }
  out += ']';
  if (position < entries.size())
    append_json_string(result.member("nextCursor"), cursors_.sign(name, position));
  result.cache(CacheHint{list_ttl, !authorization_ && !caller.filter_from_client});
  return result.finish();
}

std::string Methods::complete_argument(const Caller& caller, const Message& message) const {
  static const json::object none;
  const auto values = complete(registry(), message.params ? *message.params : none);
  if (!values) return error_text(message.id, values.error());
  auto result = writer(caller, message);
  auto& out = result.member("completion");
  out += R"({"values":[)";
  const auto shown = std::min(values->size(), max_completions);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i) out += ',';
    append_json_string(out, (*values)[i]);
  }
  out += R"(],"total":)" + std::to_string(values->size());
  out += shown < values->size() ? R"(,"hasMore":true})" : R"(,"hasMore":false})";
  return result.finish();
}

std::string Methods::set_level(const Caller& caller, const Message& message) const {
  const auto* name = text_param(message, "level");
  const auto level = name ? parse_log_level(*name) : std::nullopt;
  if (!level)
    return refuse(message,
                  "level must be one of debug, info, notice, warning, error, critical, alert, emergency");
  if (caller.session) caller.session->set_log_level(*level);
  return writer(caller, message).finish();
}

std::string Methods::subscribe(const Caller& caller, const Message& message, bool on) const {
  const auto* uri = text_param(message, "uri");
  if (!uri || uri->empty()) return refuse(message, "uri must be a non-empty text");
  if (caller.session) {
    if (!on)
      caller.session->unsubscribe(std::string(*uri));
    else if (!caller.session->subscribe(std::string(*uri)))
      return refuse(message, "too many subscriptions in this session: unsubscribe from some first");
  }
  return writer(caller, message).finish();
}

std::string Methods::input_required(const json::value& id, const json::object& requests,
                                    std::string_view state) const {
  ResultWriter result(id, newest_revision, server_info_, "input_required");
  append_json(result.member("inputRequests"), requests);
  append_json_string(result.member("requestState"), state);
  return result.finish();
}

std::string Methods::listen_ended(const json::value& id) const {
  Caller caller;
  Message message;
  message.id = &id;
  return writer(caller, message)
      .finish('"' + std::string(meta_key::subscription_id) + "\":" + to_json_text(id));
}

std::string Methods::answer_now(Method method, const Caller& caller, const Message& message) const {
  count(message, caller.revision);
  if (message.params_malformed) return refuse(message, "params must be an object");
  const auto every = [](const auto&) { return true; };
  switch (method) {
    case Method::discover:
      return discover(caller, message);
    case Method::tools_list:
      return list(caller, message, "tools", registry().tools,
                  [&](const ToolEntry& entry) { return entry.visible(caller.filter); });
    case Method::resources_list:
      return list(caller, message, "resources", registry().resources, every);
    case Method::resource_templates_list:
      return list(caller, message, "resourceTemplates", registry().templates, every);
    case Method::prompts_list:
      return list(caller, message, "prompts", registry().prompts, every);
    case Method::complete:
      return complete_argument(caller, message);
    case Method::set_level:
      return set_level(caller, message);
    case Method::tasks_get:
    case Method::tasks_update:
    case Method::tasks_cancel:
      return task_method(method, caller, message);
    case Method::resources_subscribe:
      return subscribe(caller, message, true);
    case Method::resources_unsubscribe:
      return subscribe(caller, message, false);
    case Method::ping:
      return writer(caller, message).finish();
    case Method::initialize:
      return error_text(message.id, RpcError(rpc_code::invalid_request, "initialize cannot be used here"));
    case Method::listen:
    case Method::tools_call:
    case Method::resources_read:
    case Method::prompts_get:
      break;
  }
  return error_text(message.id, RpcError(rpc_code::internal_error, "Internal error"));
}

}  // namespace kbroker::mcp
