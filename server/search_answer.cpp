#include "server/search_answer.hpp"

#include <cmath>

#include "engine/domain/text.hpp"
#include "server/json_document.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

constexpr std::size_t indent = 10;
constexpr std::size_t facet_values_shown = 6;

std::string snippet_text(const SearchHit& hit, bool colour) {
  std::string out;
  for (const SnippetPart& part : hit.snippet)
    out += part.hit && colour ? toned(part.text, Tone::strong, true) : part.text;
  return out;
}

Json snippet_json(const SearchHit& hit) {
  Json out = Json::array();
  for (const SnippetPart& part : hit.snippet)
    out.push_back({{"text", part.text}, {"hit", part.hit}});
  return out;
}

Json hit_json(const SearchHit& hit) {
  return {{"kind", hit.kind},
          {"id", hit.id},
          {"title", hit.title},
          {"snippet", snippet_text(hit, false)},
          {"snippet_parts", snippet_json(hit)},
          {"score", std::round(hit.score * 1000) / 1000}};
}

Json facets_json(const SearchAnswer& answer) {
  Json out = Json::object();
  for (const auto& [field, values] : answer.facets) {
    Json list = Json::array();
    for (const auto& [value, count] : values)
      list.push_back({{"value", value}, {"count", count}});
    out[std::string(row_of(field).name)] = std::move(list);
  }
  return out;
}

std::string hit_text(const SearchHit& hit, const TextStyle& style) {
  std::string head = hit.kind;
  head.resize(std::max(head.size(), indent), ' ');
  std::string out = wrapped(hit.id + "  " + hit.title, indent, style.width, head);
  const std::string snippet = snippet_text(hit, false);
  return snippet.empty() ? out : out + wrapped(snippet, indent, style.width);
}

std::string facet_text(const SearchAnswer& answer, const TextStyle& style) {
  std::string out;
  for (const auto& [field, values] : answer.facets) {
    if (values.empty()) continue;
    std::vector<std::string> shown;
    for (const auto& [value, count] : values)
      if (shown.size() < facet_values_shown) shown.push_back(value + " " + std::to_string(count));
    if (values.size() > shown.size())
      shown.push_back("and " + std::to_string(values.size() - shown.size()) + " more");
    std::string label = std::string(row_of(field).name) + " ";
    label.resize(std::max<std::size_t>(label.size(), 12), ' ');
    out += wrapped(join(shown, ", "), 12, style.width, label);
  }
  return out;
}

} // namespace

std::string search_json(const SearchQuestion& question, const SearchAnswer& answer) {
  Json results = Json::array();
  for (const SearchHit& hit : answer.hits)
    results.push_back(hit_json(hit));
  return json_text({{"query", question.words},
                    {"total", answer.total},
                    {"results", std::move(results)},
                    {"facets", facets_json(answer)},
                    {"did_you_mean", text_or_null(answer.did_you_mean)},
                    {"widened", answer.widened}});
}

std::string search_text(const SearchQuestion& question, const SearchAnswer& answer, const TextStyle& style) {
  std::string out = std::to_string(answer.total) + (answer.total == 1 ? " record" : " records");
  if (!question.words.empty()) out += " for \"" + question.words + "\"";
  if (answer.widened) out += "; none holds all of the words, these hold some";
  if (question.skip + answer.hits.size() < answer.total)
    out += "; shown: " + std::to_string(question.skip + 1) + " to " +
           std::to_string(question.skip + answer.hits.size());
  out += "\n";
  if (!answer.did_you_mean.empty()) out += "Did you mean: " + answer.did_you_mean + "\n";
  for (const SearchHit& hit : answer.hits)
    out += "\n" + hit_text(hit, style);
  const std::string facets = facet_text(answer, style);
  return facets.empty() ? out : out + "\n" + facets;
}

std::string completions_json(const std::string& typed, const std::vector<Completion>& found) {
  Json list = Json::array();
  for (const Completion& each : found)
    list.push_back({{"text", each.text}, {"records", each.records}});
  return json_text({{"typed", typed}, {"completions", std::move(list)}});
}

} // namespace cartwright
