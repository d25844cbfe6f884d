#include "server/search_query.hpp"

#include <algorithm>
#include <charconv>

#include "engine/domain/text.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

namespace {

constexpr std::size_t longest_query = 1000; ///< bytes
constexpr std::size_t most_hits = 200, deepest_skip = 100000;

class SearchReader {
public:
  explicit SearchReader(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  Result<SearchQuestion> read(const std::vector<std::pair<std::string, std::string>>& texts) {
    for (const auto& [name, value] : texts)
      read(name, value);
    if (problems_.has_errors()) return problems_;
    return Result<SearchQuestion>(std::move(out_), std::move(problems_));
  }

private:
  void read(const std::string& name, const std::string& value) {
    if (name == "q") return read_words(value);
    if (name == "open") return read_open(value);
    if (name == "age") return read_age(value);
    if (name == "top") return read_count(name, value, most_hits, out_.top);
    if (name == "skip") return read_count(name, value, deepest_skip, out_.skip);
    for (const FieldRow& row : index_fields)
      if (row.facet && row.name == name) return read_facet(row.field, name, value);
    tell_unknown(name);
  }

  void tell_unknown(const std::string& name) {
    std::vector<std::string> known{"q", "open", "age", "top", "skip"};
    for (const FieldRow& row : index_fields)
      if (row.facet) known.emplace_back(row.name);
    problems_.error(ProblemCode::unknown_key, name, "a search knows no such parameter",
                    "known: " + join_or(known));
  }

  void read_words(const std::string& value) {
    if (!valid_utf8(value)) problems_.error(ProblemCode::malformed, "q", "the words are not UTF-8");
    if (value.size() > longest_query)
      problems_.error(ProblemCode::too_large, "q", "the words are longer than 1000 bytes",
                      "a few words find more than a text");
    out_.words = value;
  }

  void read_open(const std::string& value) {
    if (value == "true" || value == "1")
      out_.filters[IndexField::recruiting] = {std::string(word(Recruiting::open))};
    else if (value != "false" && value != "0")
      problems_.error(ProblemCode::wrong_type, "open", "this is neither true nor false", "write open=true");
  }

  void read_age(const std::string& value) {
    double age = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), age);
    if (error != std::errc() || end != value.data() + value.size() || !(age >= 0 && age <= 130))
      return problems_.error(ProblemCode::impossible_value, "age", "this is no age in years", "write age=62");
    out_.age = age;
  }

  void read_count(const std::string& name, const std::string& value, std::size_t most, std::size_t& out) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
    if (error != std::errc() || end != value.data() + value.size() || out > most)
      problems_.error(ProblemCode::impossible_value, name,
                      "this is not a number from 0 to " + std::to_string(most));
  }

  void read_facet(IndexField field, const std::string& name, const std::string& value) {
    if (field == IndexField::target_term) {
      const Lookup found = vocabulary_.find(value, ConceptKind::antigen);
      if (found.state != Lookup::State::found)
        return problems_.error(ProblemCode::unknown_word, name,
                               "\"" + value + "\" is no antigen that is known",
                               found.choices.empty() ? "" : "nearest: " + join_or(found.choices));
      return out_.filters[field].push_back(vocabulary_[found.concept_id].id);
    }
    if (value.empty()) return problems_.error(ProblemCode::missing_key, name, "the value is empty");
    out_.filters[field].push_back(value);
  }

  const Vocabulary& vocabulary_;
  SearchQuestion out_;
  Problems problems_;
};

} // namespace

Result<SearchQuestion> read_search(const std::vector<std::pair<std::string, std::string>>& texts,
                                   const Vocabulary& vocabulary) {
  return SearchReader(vocabulary).read(texts);
}

} // namespace cartwright
