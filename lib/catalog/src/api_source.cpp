#include "api_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <tuple>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "api_dictionary.hpp"
#include "api_rules.hpp"
#include "kbroker/base/text.hpp"
#include "yaml_map.hpp"

namespace kbroker::catalog {

namespace {

struct Dictionaries {
  Dictionary fields, params;
};

struct Document {
  std::string file;
  YAML::Node root;
};

std::optional<int> whole_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != digits.npos)
    return std::nullopt;
  return std::stoi(std::string(digits));
}

/// "askp{1..10}" stands for askp1, askp2, … askp10.
std::vector<std::string> expand(const std::string& name) {
  const auto open = name.find('{'), close = name.find('}');
  if (open == name.npos || close == name.npos || close < open) return {name};
  const auto range = std::string_view(name).substr(open + 1, close - open - 1);
  const auto dots = range.find("..");
  if (dots == range.npos) return {name};
  const auto first = whole_number(range.substr(0, dots)), last = whole_number(range.substr(dots + 2));
  if (!first || !last) return {name};
  std::vector<std::string> out;
  for (int i = *first; i <= *last; ++i)
    out.push_back(name.substr(0, open) + std::to_string(i) + name.substr(close + 1));
  return out;
}

/// Reads the APIs of one document.
class ApiReader {
 public:
  ApiReader(const ReadContext& context, const Dictionaries& dictionaries)
      : context_(context), dictionaries_(dictionaries) {}

  void read(const YAML::Node& root, std::vector<Api>& apis, std::map<std::string_view, Problem>& places) {
    const YamlMap file(context_, root, "the file", {"broker", "category", "subcategory", "apis"});
    Api common;
    common.broker = file.wanted("broker");
    read_group(file, "category", common.category, common.category_name);
    read_group(file, "subcategory", common.subcategory, common.subcategory_name);
    const auto list = file.get("apis");
    if (!list.IsDefined() || !list.IsSequence()) return file.problem("apis", "apis must be a list");
    for (const auto& node : list) {
      auto api = read_api(node, common);
      places.try_emplace(api.id, Problem{context_.file, node.Mark().line + 1, {}});
      apis.push_back(std::move(api));
    }
  }

 private:
  void read_group(const YamlMap& file, const char* key, std::string_view& id, Text& name) {
    const YamlMap group(context_, file.get(key), key, {"id", "ko", "en"});
    id = group.wanted("id");
    name = group.both();
  }

  Api read_api(const YAML::Node& node, const Api& common) {
    const auto named = node.IsMap() ? node["id"] : YAML::Node();
    what_ = named && named.IsScalar() ? named.Scalar() : "an API without id";
    const YamlMap map(context_, node, what_,
                      {"id", "name", "question", "synonyms", "kind", "method", "path", "tr", "old_tr", "doc",
                       "pacing", "paper", "account", "mutates", "paging", "notes", "params", "response"});
    Api api = common;
    api.id = map.wanted("id");
    api.name = map.both("name");
    api.question = map.both("question");
    const YamlMap synonyms(context_, map.get("synonyms"), what_ + " synonyms", {"ko", "en"});
    api.synonyms_ko = some(synonyms, "ko");
    api.synonyms_en = some(synonyms, "en");
    api.kind = map.word("kind", ApiKind::rest);
    api.method = map.wanted("method");
    api.path = map.wanted("path");
    api.transactions = read_transactions(map.get("tr"));
    api.old_transactions = map.texts("old_tr");
    api.document = map.text("doc");
    api.pacing = map.word("pacing", Pacing::quotation);
    api.paper = map.word("paper", PaperSupport::unsupported);
    api.account = map.flag("account");
    api.mutates = map.flag("mutates");
    if (map.has("paging")) {
      const YamlMap paging(context_, map.get("paging"), what_ + " paging", {"style", "params", "rows"});
      api.paging = paging.word("style", Paging::none);
      api.paging_params = paging.texts("params");
      api.most_rows = paging.number("rows");
    }
    for_each(map, "notes", [&](const YAML::Node& item) {
      api.notes.push_back(YamlMap(context_, item, what_ + " note", {"ko", "en"}).both());
    });
    for_each(map, "params", [&](const YAML::Node& item) { read_param(item, api.params); });
    for_each(map, "response", [&](const YAML::Node& item) { api.response.push_back(read_container(item)); });
    return api;
  }

  std::vector<std::string_view> some(const YamlMap& map, const char* key) {
    auto texts = map.texts(key);
    if (texts.empty()) context_.blank(map.node(), what_ + ": no synonyms under " + key);
    return texts;
  }

  template <class Use>
  void for_each(const YamlMap& map, const char* key, Use use) {
    const auto list = map.get(key);
    if (!list.IsDefined()) return;
    if (!list.IsSequence()) return map.problem(key, std::string(key) + " must be a list");
    for (const auto& item : list) use(item);
  }

  std::vector<TransactionId> read_transactions(const YAML::Node& node) {
    std::vector<TransactionId> out;
    if (!node.IsDefined()) return out;
    if (node.IsMap()) return {read_transaction(node)};
    if (!node.IsSequence()) {
      context_.problem(node, what_ + ": tr must be a mapping or a list of them");
      return out;
    }
    for (const auto& item : node) out.push_back(read_transaction(item));
    return out;
  }

  TransactionId read_transaction(const YAML::Node& node) {
    const YamlMap map(context_, node, what_ + " tr", {"when", "real", "paper"});
    TransactionId id;
    id.real = map.wanted("real");
    id.paper = map.text("paper");
    const auto when = map.get("when");
    if (!when.IsDefined()) return id;
    if (!when.IsMap()) {
      context_.problem(when, what_ + ": when must be a mapping of parameters to values");
      return id;
    }
    for (const auto& entry : when) {
      if (!entry.first.IsScalar() || !entry.second.IsSequence()) {
        context_.problem(entry.first, what_ + ": when must map a parameter's name to a list of values");
        continue;
      }
      Condition condition{context_.keep(entry.first), {}};
      for (const auto& value : entry.second)
        if (value.IsScalar()) condition.values.push_back(context_.keep(value));
      id.when.push_back(std::move(condition));
    }
    return id;
  }

  void read_param(const YAML::Node& node, std::vector<ApiParam>& params) {
    const auto named = node.IsMap() ? node["name"] : YAML::Node();
    const auto given = named && named.IsScalar() ? named.Scalar() : std::string();
    const auto what = what_ + " parameter " + shorten(given, 40);
    const YamlMap map(context_, node, what,
                      {"name", "ko", "en", "alias", "arg", "type", "filled_by", "required", "blank_ok",
                       "selector", "open", "fixed", "default", "example", "values"});
    map.wanted("name");
    const bool picked = map.get("values").IsDefined() && map.get("values").IsSequence();
    const auto own = picked ? std::vector<AllowedValue>{} : read_values(context_, map, what);
    for (const auto& name : expand(given)) {
      ApiParam param;
      param.name = context_.pool.keep(name);
      const auto standard = dictionaries_.params.find(name, context_.pool);
      const auto base = standard.value_or(Meaning{});
      // A parameter that the dictionary lacks must say everything itself.
      param.meaning.ko = !standard || map.has("ko") ? map.wanted("ko") : base.text.ko;
      param.meaning.en = !standard || map.has("en") || map.has("ko") ? map.wanted("en") : base.text.en;
      param.plain_name = !standard || map.has("alias") ? map.wanted("alias") : base.plain_name;
      param.type = map.word("type", base.type);
      param.filled_by = map.word("filled_by", base.filled_by);
      param.sample_name = map.text("arg");
      param.required = map.flag("required");
      param.blank_ok = map.flag("blank_ok");
      param.selector = map.flag("selector");
      param.open = map.flag("open");
      param.fixed = map.text("fixed");
      param.standard = map.text("default");
      const bool restricted = map.has("example") || map.has("values") || map.has("fixed");
      param.example = restricted ? map.text("example") : base.example;
      param.values = picked ? pick(map, base.values) : own;
      params.push_back(std::move(param));
    }
  }

  /// The values that the API lists, with what the dictionary says they mean.
  std::vector<AllowedValue> pick(const YamlMap& param, const std::vector<AllowedValue>& vocabulary) {
    std::vector<AllowedValue> out;
    for (const auto& item : param.get("values")) {
      const auto value = item.IsScalar() ? std::string_view(item.Scalar()) : std::string_view();
      const auto known = std::ranges::find(vocabulary, value, &AllowedValue::value);
      if (known != vocabulary.end())
        out.push_back(*known);
      else
        param.problem("values", "the dictionary does not know the value '" + shorten(value, 20) + "'");
    }
    return out;
  }

  ApiContainer read_container(const YAML::Node& node) {
    const auto named = node.IsMap() ? node["container"] : YAML::Node();
    const auto what = what_ + " " + (named && named.IsScalar() ? shorten(named.Scalar(), 40) : "response");
    const YamlMap map(context_, node, what,
                      {"container", "shape", "encrypted", "ko", "en", "fields", "meaning"});
    ApiContainer container;
    container.name = map.wanted("container");
    container.shape = map.word("shape", Shape::object);
    container.encrypted = map.flag("encrypted");
    if (map.has("ko")) container.meaning = map.both();

    std::map<std::string, YAML::Node> own;
    if (const auto meanings = map.get("meaning"); meanings.IsDefined()) {
      if (!meanings.IsMap())
        map.problem("meaning", "meaning must be a mapping of fields to meanings");
      else
        for (const auto& entry : meanings)
          if (entry.first.IsScalar()) own.emplace(entry.first.Scalar(), entry.second);
    }
    static constexpr std::size_t limit = 500;
    for (const auto listed : map.texts("fields"))
      for (const auto& name : expand(std::string(listed))) {
        if (container.fields.size() == limit) {
          map.problem("fields", "more than " + std::to_string(limit) + " fields");
          return container;
        }
        container.fields.push_back(read_field(name, own, what, map.get("fields")));
        own.erase(name);
      }
    for (const auto& [name, meaning] : own)
      context_.problem(meaning,
                       what + ": a meaning for " + shorten(name, 40) + ", which is not among the fields");
    return container;
  }

  ApiField read_field(const std::string& name, const std::map<std::string, YAML::Node>& own,
                      const std::string& container, const YAML::Node& at) {
    const auto standard = dictionaries_.fields.find(name, context_.pool);
    auto meaning = standard.value_or(Meaning{});
    if (const auto differs = own.find(name); differs != own.end()) {
      const auto what = container + " field " + name;
      const YamlMap map(context_, differs->second, what, {"ko", "en", "type", "unit", "values"});
      if (!standard || map.has("ko") || map.has("en")) meaning.text = map.both();
      meaning.type = map.word("type", meaning.type);
      if (map.has("unit")) meaning.unit = map.text("unit");
      if (map.has("values")) meaning.values = read_values(context_, map, what);
    } else if (!standard) {
      context_.problem(at, container + ": the dictionary has no field " + shorten(name, 40));
    }
    return {context_.pool.keep(name), meaning.text, meaning.type, meaning.unit, std::move(meaning.values)};
  }

  const ReadContext& context_;
  const Dictionaries& dictionaries_;
  std::string what_;
};

/// Finds what would let a small file stand for an endless one: an alias (*name), and a comma that belongs to
/// nothing, which yaml-cpp takes for an empty document and does not step over.
class EndlessText : public YAML::EventHandler {
 public:
  int line = 0;  ///< 0: nothing found
  std::string_view what;

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    found(mark, "aliases are not allowed here");
  }
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (mark.pos == last_start_) found(mark, "text that belongs to no document");
    last_start_ = mark.pos;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
  }
  void OnMapEnd() override {}

 private:
  void found(const YAML::Mark& mark, std::string_view problem) {
    if (line != 0) return;
    line = mark.line + 1;
    what = problem;
  }

  int last_start_ = -1;
};

EndlessText find_endless(const std::string& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  EndlessText finder;
  while (finder.line == 0 && parser.HandleNextDocument(finder)) {
  }
  return finder;
}

std::vector<Document> parse(std::span<const SourceFile> files, std::vector<Problem>& problems) {
  std::vector<Document> documents;
  for (const auto& file : files) {
    try {
      if (const auto endless = find_endless(file.text); endless.line != 0) {
        problems.push_back({file.name, endless.line, std::string(endless.what)});
        continue;
      }
      for (auto& root : YAML::LoadAll(file.text)) {
        if (root.IsMap())
          documents.push_back({file.name, root});
        else
          problems.push_back({file.name, 0, "a document must be a mapping of keys to values"});
      }
    } catch (const YAML::Exception& failure) {
      const int line = failure.mark.is_null() ? 0 : failure.mark.line + 1;
      problems.push_back({file.name, line, "not valid YAML: " + failure.msg});
    }
  }
  return documents;
}

std::string broker_of(const Document& document) {
  const auto broker = document.root["broker"];
  return broker && broker.IsScalar() ? broker.Scalar() : std::string();
}

void read_all(const std::vector<Document>& documents, ApiSource& source,
              std::map<std::string_view, Problem>& places) {
  std::map<std::string, Dictionaries> dictionaries;
  for (const auto& document : documents) {
    const ReadContext context{document.file, *source.pool, source.problems};
    const YAML::Node& root = document.root;
    if (const auto fields = root["fields"]) {
      YamlMap(context, root, "the file", {"broker", "fields"}).wanted("broker");
      dictionaries[broker_of(document)].fields.read_fields(context, fields);
    } else if (const auto params = root["params"]) {
      YamlMap(context, root, "the file", {"broker", "params"}).wanted("broker");
      dictionaries[broker_of(document)].params.read_params(context, params);
    }
  }
  for (const auto& document : documents) {
    if (document.root["fields"] || document.root["params"]) continue;
    const ReadContext context{document.file, *source.pool, source.problems};
    ApiReader(context, dictionaries[broker_of(document)]).read(document.root, source.apis, places);
  }
  const auto unused = [&](const std::string& file, int line, const std::string& name) {
    source.problems.push_back({file, line, name + " is used by no API"});
  };
  for (const auto& [broker, both] : dictionaries) {
    both.fields.for_each_unused(unused);
    both.params.for_each_unused(unused);
  }
}

}  // namespace

std::string to_string(const Problem& problem) {
  return problem.file + (problem.line ? ":" + std::to_string(problem.line) : "") + ": " + problem.what;
}

std::string_view TextPool::keep(std::string text) {
  return *texts_.insert(std::move(text)).first;
}

ApiSource read_apis(std::span<const SourceFile> files) {
  ApiSource source;
  source.pool = std::make_unique<TextPool>();
  std::map<std::string_view, Problem> places;
  try {
    read_all(parse(files, source.problems), source, places);
  } catch (const YAML::Exception& failure) {
    source.problems.push_back({"", 0, "not valid YAML: " + failure.msg});
  }
  std::ranges::sort(source.apis, {}, &Api::id);
  const auto report = [&](const Api& api, std::string what) {
    auto problem = places.at(api.id);
    problem.what = std::string(api.id) + ": " + std::move(what);
    source.problems.push_back(std::move(problem));
  };
  for (const auto& api : source.apis) check_api(api, [&](std::string what) { report(api, std::move(what)); });
  check_together(source.apis,
                 [&](std::size_t index, std::string what) { report(source.apis[index], std::move(what)); });
  if (source.apis.empty()) source.problems.push_back({"", 0, "there are no APIs"});
  std::ranges::sort(source.problems, [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.what) < std::tie(b.file, b.line, b.what);
  });
  return source;
}

std::vector<SourceFile> read_source_files(const std::string& path) {
  namespace fs = std::filesystem;
  static constexpr std::uintmax_t limit = 16 * 1024 * 1024;
  std::vector<fs::path> paths;
  if (fs::is_directory(path)) {
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && entry.path().extension() == ".yaml") paths.push_back(entry.path());
    std::ranges::sort(paths);
  } else {
    paths.emplace_back(path);
  }
  std::vector<SourceFile> files;
  std::uintmax_t total = 0;
  for (const auto& file : paths) {
    if (total += fs::file_size(file); total > limit)
      throw std::runtime_error(path + " is larger than " + std::to_string(limit >> 20) + " MiB");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    files.push_back({file.string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  if (files.empty()) throw std::runtime_error("no .yaml file below " + path);
  return files;
}

}  // namespace kbroker::catalog
