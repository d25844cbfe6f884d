#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "catalogues/drafting/draft.hpp"
#include "catalogues/drafting/registry_text.hpp"
#include "server/json_parts.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

using drafting::DraftedCriterion;
using drafting::DraftState;
using drafting::RegistryText;

Json item_json(const DraftedCriterion& item) {
  Json out = {{"kind", std::string(word(item.kind))}, {"state", std::string(drafting::word(item.state))}, {"begin", item.span.begin}, {"end", item.span.end}};
  out["scope"] = item.scope ? Json({{"begin", item.scope->begin}, {"end", item.scope->end}}) : Json(nullptr);
  out["rule"] = text_or_null(item.rule);
  out["confidence"] = item.state == DraftState::rule ? Json(item.confidence) : Json(nullptr);
  out["reason"] = text_or_null(item.reason);
  return out;
}

/// The words of a span on one line.
std::string excerpt(const std::string& text, drafting::Span span) {
  std::string out;
  for (const char c : std::string_view(text).substr(span.begin, span.size())) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

void print(const RegistryText& record, const std::vector<DraftedCriterion>& items, std::ostream& out) {
  if (!record.id.empty()) out << record.id << "\n";
  for (const DraftedCriterion& item : items) {
    out << (item.kind == CriterionKind::exclusion ? "E " : "I ") << std::left << std::setw(13) << drafting::word(item.state) << " ";
    if (item.state == DraftState::rule) out << std::fixed << std::setprecision(2) << item.confidence << "  ";
    else out << "      ";
    out << item.span.begin << ".." << item.span.end << "  " << excerpt(record.text, item.span) << "\n";
    if (!item.rule.empty()) out << "                       = " << item.rule << "\n";
    if (!item.reason.empty() && item.state == DraftState::not_evaluated && item.reason != "not understood") out << "                       (" << item.reason << ")\n";
  }
}

} // namespace

Exit run_catalogue_draft(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const auto document = read_input(arguments.source);
  if (!document) return report(document.problems(), terminal);
  Problems problems;
  const Catalogue& catalogue = *(*service)->snapshot().catalogue;
  const auto definitions = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
  const drafting::Drafter drafter(*catalogue.vocabulary, definitions);
  Json all = Json::array();
  for (const RegistryText& record : drafting::registry_texts(*document, problems)) {
    const bool wanted = arguments.ids.empty() || std::find(arguments.ids.begin(), arguments.ids.end(), record.id) != arguments.ids.end();
    if (!wanted) continue;
    const auto items = drafter.draft(record.text);
    if (arguments.json) {
      Json list = Json::array();
      for (const DraftedCriterion& item : items)
        list.push_back(item_json(item));
      all.push_back({{"id", text_or_null(record.id)}, {"reviewed", false}, {"items", std::move(list)}});
    } else {
      print(record, items, terminal.out);
    }
  }
  if (arguments.json) terminal.out << json_text(all);
  return report(problems, terminal);
}

} // namespace cartwright
