#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "catalogues/drafting/draft.hpp"
#include "catalogues/drafting/measure.hpp"
#include "catalogues/drafting/registry_text.hpp"
#include "catalogues/import/byte_source.hpp"
#include "server/json_parts.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

using drafting::DraftedCriterion;
using drafting::DraftState;
using drafting::RegistryText;

Json item_json(const DraftedCriterion& item) {
  Json out = {{"kind", std::string(word(item.kind))},
              {"state", std::string(drafting::word(item.state))},
              {"begin", item.span.begin},
              {"end", item.span.end}};
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
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

void print(const RegistryText& record, const std::vector<DraftedCriterion>& items, std::ostream& out) {
  if (!record.id.empty()) out << record.id << "\n";
  for (const DraftedCriterion& item : items) {
    out << (item.kind == CriterionKind::exclusion ? "E " : "I ") << std::left << std::setw(13)
        << drafting::word(item.state) << " ";
    if (item.state == DraftState::rule)
      out << std::fixed << std::setprecision(2) << item.confidence << "  ";
    else
      out << "      ";
    out << item.span.begin << ".." << item.span.end << "  " << excerpt(record.text, item.span) << "\n";
    if (!item.rule.empty()) out << "                       = " << item.rule << "\n";
    if (!item.reason.empty() && item.state == DraftState::not_evaluated && item.reason != "not understood")
      out << "                       (" << item.reason << ")\n";
  }
}

constexpr std::size_t largest_text_file = 256 * 1024 * 1024;

Result<std::string> read_text(const std::string& name) {
  if (name == "-") return read_input(name);
  auto source = ByteSource::open(name);
  if (!source) return source.problems();
  return source->all(largest_text_file);
}

/// All records of all files, or those that were asked for.
Result<std::vector<RegistryText>> read_records(const Arguments& arguments, Problems& problems) {
  std::vector<RegistryText> out;
  for (const std::string& name : arguments.sources) {
    const auto document = read_text(name);
    if (!document) return document.problems();
    for (RegistryText& record : drafting::registry_texts(*document, problems))
      if (arguments.ids.empty() ||
          std::find(arguments.ids.begin(), arguments.ids.end(), record.id) != arguments.ids.end())
        out.push_back(std::move(record));
  }
  return out;
}

/// The drafter and the records that it is given.
struct Work {
  const Vocabulary& vocabulary;
  const criteria::Definitions& definitions;
  const drafting::Drafter& drafter;
  const std::vector<RegistryText>& records;
};

Json measured_json(const drafting::Compared& each) {
  return {{"trial", each.label->trial},
          {"begin", each.label->span.begin},
          {"end", each.label->span.end},
          {"outcome", std::string(drafting::word(each.outcome))},
          {"drafted", text_or_null(each.drafted)},
          {"labelled", each.label->rules}};
}

void print_difference(const RegistryText& record, const drafting::Compared& each, std::ostream& out) {
  const drafting::Label& label = *each.label;
  out << drafting::word(each.outcome) << "  " << label.trial << " " << label.span.begin << ".."
      << label.span.end << " " << (label.exclusion ? "E" : "I") << "\n";
  if (each.outcome == drafting::Outcome::text_differs) return;
  out << "  text      " << excerpt(record.text, label.span) << "\n";
  if (!each.drafted.empty()) out << "  drafted   " << each.drafted << "\n";
  for (const std::string& rule : label.rules)
    out << "  labelled  " << rule << "\n";
}

void print_tally(const drafting::Tally& tally, std::size_t absent, std::ostream& out) {
  out << std::fixed << std::setprecision(1);
  out << tally.labels << " criteria labelled, " << tally.evaluable << " of them evaluable\n";
  out << "drafted as rules: " << tally.drafted << ", right: " << tally.right << " (precision "
      << tally.precision() << " of 100)\n";
  out << "evaluable and drafted: " << tally.drafted_evaluable << " (recall " << tally.recall()
      << " of 100)\n";
  if (absent + tally.text_differs > 0)
    out << "not compared: " << absent << " without their record, " << tally.text_differs
        << " whose text differs\n";
}

/// Every label against the drafts of its record; the differences, then the sum.
void measure(const Work& work, const std::vector<drafting::Label>& labels, bool json, std::ostream& out) {
  drafting::Tally tally;
  std::size_t seen = 0;
  Json list = Json::array();
  for (const RegistryText& record : work.records) {
    std::vector<const drafting::Label*> own;
    for (const drafting::Label& label : labels)
      if (label.trial == record.id) own.push_back(&label);
    if (own.empty()) continue;
    seen += own.size();
    for (const drafting::Compared& each : drafting::compare(record.text, work.drafter.draft(record.text), own,
                                                            work.vocabulary, work.definitions)) {
      drafting::count(each, tally);
      if (json)
        list.push_back(measured_json(each));
      else if (each.outcome != drafting::Outcome::right && each.outcome != drafting::Outcome::rightly_left)
        print_difference(record, each, out);
    }
  }
  const std::size_t absent = labels.size() > seen ? labels.size() - seen : 0;
  if (!json) return print_tally(tally, absent, out);
  out << json_text({{"labels", tally.labels},
                    {"evaluable", tally.evaluable},
                    {"drafted", tally.drafted},
                    {"right", tally.right},
                    {"drafted_evaluable", tally.drafted_evaluable},
                    {"precision", tally.precision()},
                    {"recall", tally.recall()},
                    {"absent", absent},
                    {"text_differs", tally.text_differs},
                    {"compared", std::move(list)}});
}

void draft_all(const Work& work, bool json, std::ostream& out) {
  Json all = Json::array();
  for (const RegistryText& record : work.records) {
    const auto items = work.drafter.draft(record.text);
    if (!json) {
      print(record, items, out);
      continue;
    }
    Json list = Json::array();
    for (const DraftedCriterion& item : items)
      list.push_back(item_json(item));
    all.push_back({{"id", text_or_null(record.id)}, {"reviewed", false}, {"items", std::move(list)}});
  }
  if (json) out << json_text(all);
}

} // namespace

Exit run_catalogue_draft(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  Problems problems;
  const auto records = read_records(arguments, problems);
  if (!records) return report(records.problems(), terminal);
  const Catalogue& catalogue = *(*service)->snapshot().catalogue;
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
  const drafting::Drafter drafter(*catalogue.vocabulary, definitions);
  const Work work{*catalogue.vocabulary, definitions, drafter, *records};
  if (arguments.labels.empty()) {
    draft_all(work, arguments.json, terminal.out);
    return report(problems, terminal);
  }
  const auto file = read_input(arguments.labels);
  if (!file) return report(file.problems(), terminal);
  const auto labels = drafting::read_labels(*file, *catalogue.vocabulary, definitions, problems);
  measure(work, labels, arguments.json, terminal.out);
  return report(problems, terminal);
}

} // namespace cartwright
