#include "server/import_report.hpp"

#include "engine/domain/text.hpp"
#include "server/json_document.hpp"
#include "server/json_parts.hpp"
#include "server/text_layout.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

constexpr ImportOutcome all_outcomes[] = {
    ImportOutcome::created, ImportOutcome::updated, ImportOutcome::unchanged, ImportOutcome::older,
    ImportOutcome::doubled, ImportOutcome::edited,  ImportOutcome::broken};

Json counts_json(const SourceCount& count) {
  Json taken_of = Json::object(), skipped = Json::object();
  for (const ImportOutcome outcome : all_outcomes)
    (taken(outcome) ? taken_of : skipped)[std::string(word(outcome))] =
        count.of[static_cast<std::size_t>(outcome)];
  return {{"records", count.records}, {"taken", std::move(taken_of)}, {"skipped", std::move(skipped)}};
}

Json pairs_json(const std::map<std::string, std::size_t>& counts) {
  Json out = Json::object();
  for (const auto& [name, count] : counts)
    out[name] = count;
  return out;
}

/// "12 created, 3 older"; "nothing" when all are zero.
std::string counts_text(const SourceCount& count, bool of_taken) {
  std::vector<std::string> parts;
  for (const ImportOutcome outcome : all_outcomes)
    if (const std::size_t n = count.of[static_cast<std::size_t>(outcome)];
        n > 0 && taken(outcome) == of_taken)
      parts.push_back(std::to_string(n) + " " + std::string(word(outcome)));
  return parts.empty() ? "nothing" : join(parts, ", ");
}

std::string pairs_text(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::string> parts;
  for (const auto& [name, count] : counts)
    parts.push_back(name + " (" + std::to_string(count) + ")");
  return join(parts, ", ");
}

std::string line(const std::string& text, const TextStyle& style) {
  return wrapped(text, 2, style.width, "  ");
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

} // namespace

std::string import_json(const ImportReport& report, const std::string& drafts, const Problems& problems) {
  Json sources = Json::array();
  for (const SourceCount& each : report.sources) {
    Json source = {{"source", each.name}, {"format", text_or_null(each.format)}};
    source.update(counts_json(each));
    sources.push_back(std::move(source));
  }
  Json out = {{"cartwright", std::string(version)}, {"drafts", drafts}};
  out.update(counts_json(report.total()));
  out["broken_because"] = pairs_json(report.broken_because);
  out["new_fields"] = pairs_json(report.new_fields);
  out["files_passed_over"] = report.passed_over;
  out["sites"] = report.sites;
  out["sites_with_centre"] = report.sites_with_centre;
  out["rules_drafted"] = report.rules;
  out["sources"] = std::move(sources);
  out["problems"] = problem_list_json(problems);
  return json_text(out);
}

std::string import_text(const ImportReport& report, const std::string& drafts, const TextStyle& style) {
  const SourceCount total = report.total();
  std::string out = wrapped(plural(total.records, "record") + " of " +
                                plural(report.sources.size(), "source") + " to drafts in " + drafts,
                            0, style.width);
  out += line("taken: " + counts_text(total, true), style);
  out += line("not taken: " + counts_text(total, false), style);
  if (!report.broken_because.empty())
    out += line("broken because: " + pairs_text(report.broken_because), style);
  if (!report.new_fields.empty())
    out += line("fields that are new, kept with their drafts: " + pairs_text(report.new_fields), style);
  if (report.passed_over > 0)
    out += line(plural(report.passed_over, "file") + " passed over: no records", style);
  out +=
      line(plural(report.sites, "site") + ", " + std::to_string(report.sites_with_centre) +
               " at a centre of the catalogue; " + plural(report.rules, "rule") + " drafted, none reviewed",
           style);
  constexpr std::size_t few = 12;
  if (report.sources.size() > 1 && report.sources.size() <= few)
    for (const SourceCount& each : report.sources)
      out += line(each.name + ": " + plural(each.records, "record") + "; " + counts_text(each, true) +
                      " taken, " + counts_text(each, false) + " not",
                  style);
  return out;
}

} // namespace cartwright
