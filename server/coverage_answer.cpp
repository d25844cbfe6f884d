#include "server/coverage_answer.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/quantity.hpp"
#include "server/json_parts.hpp"

namespace cartwright {

namespace {

double one_decimal(double value) {
  return std::floor(value * 10) / 10; // never rounded up over a goal
}

Json tally_json(const CriteriaTally& tally) {
  return {{"stated", tally.stated},
          {"ruled", tally.ruled},
          {"judgement", tally.judgement},
          {"not_public", tally.not_public},
          {"not_evaluated", tally.not_evaluated},
          {"parts_of_ruled",
           {{"judgement", tally.judgement_parts},
            {"not_public", tally.not_public_parts},
            {"not_evaluated", tally.not_evaluated_parts}}},
          {"covered_percent", one_decimal(tally.covered_percent())}};
}

std::string cell(const std::string& text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

std::string cell(std::size_t number) {
  return cell(std::to_string(number), 8);
}

std::string row(const std::string& name, const CriteriaTally& tally) {
  const std::string parts = std::to_string(tally.judgement_parts) + "/" +
                            std::to_string(tally.not_public_parts) + "/" +
                            std::to_string(tally.not_evaluated_parts);
  return name + std::string(name.size() < 24 ? 24 - name.size() : 1, ' ') + cell(tally.stated) +
         cell(tally.ruled) + cell(tally.judgement) + cell(tally.not_public) + cell(tally.not_evaluated) +
         cell(parts, 12);
}

/// "BCMA 40, CD19 12": the most first.
std::string counts(const std::map<std::string, std::size_t>& by) {
  std::vector<std::pair<std::string, std::size_t>> sorted(by.begin(), by.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (const auto& [name, count] : sorted)
    out += (out.empty() ? "" : ", ") + name + " " + std::to_string(count);
  return out;
}

} // namespace

Json coverage_totals_json(const Coverage& coverage) {
  return {{"trials", coverage.trials.size()},
          {"curated", coverage.curated_trials()},
          {"full", coverage.full},
          {"partial", coverage.partial},
          {"registry_only", coverage.registry_only},
          {"verified", coverage.verified},
          {"criteria_of_curated", tally_json(coverage.curated)},
          {"by_target", coverage.by_target},
          {"by_country", coverage.by_country},
          {"by_status", coverage.by_status}};
}

std::string coverage_totals_text(const Coverage& coverage) {
  const CriteriaTally& all = coverage.curated;
  std::string out = std::to_string(coverage.trials.size()) +
                    " trials: " + std::to_string(coverage.curated_trials()) + " curated (" +
                    std::to_string(coverage.full) + " full, " + std::to_string(coverage.partial) +
                    " partial), " + std::to_string(coverage.registry_only) + " registry only; " +
                    std::to_string(coverage.verified) + " verified\n";
  out += "Criteria of the curated: " + std::to_string(all.stated) + " stated, " + std::to_string(all.ruled) +
         " ruled, " + std::to_string(all.judgement) + " for judgement, " + std::to_string(all.not_public) +
         " not public, " + std::to_string(all.not_evaluated) +
         " not evaluated: " + number_text(one_decimal(all.covered_percent())) +
         " % evaluated, judged or not public\n";
  out += "Parts of ruled ones: " + std::to_string(all.judgement_parts) + " for judgement, " +
         std::to_string(all.not_public_parts) + " not public, " + std::to_string(all.not_evaluated_parts) +
         " not evaluated\n";
  return out;
}

std::string coverage_text(const Coverage& coverage) {
  std::string out = std::string("trial") + std::string(19, ' ');
  for (const char* head : {"stated", "ruled", "judged", "unpubl.", "not ev."})
    out += cell(head, 8);
  out += cell("parts j/u/n", 12) + "\n";
  for (const TrialCoverage& each : coverage.trials)
    out += row(each.trial->id.text(), each.tally) + "  " + each.trial->completeness +
           (each.more_unseen ? ", more unseen" : "") + "\n";
  out += row("all curated", coverage.curated) + "\n\n" + coverage_totals_text(coverage);
  const std::size_t width = 100;
  return out + wrapped("by target: " + counts(coverage.by_target), 2, width, "Trials ") +
         wrapped("by country of a site: " + counts(coverage.by_country), 2, width, "Trials ") +
         wrapped("by status: " + counts(coverage.by_status), 2, width, "Trials ");
}

std::string coverage_json(const Coverage& coverage) {
  Json trials = Json::array();
  for (const TrialCoverage& each : coverage.trials) {
    Json entry = {{"trial", each.trial->id.text()},
                  {"completeness", each.trial->completeness},
                  {"more_unseen", each.more_unseen}};
    entry.update(tally_json(each.tally));
    trials.push_back(std::move(entry));
  }
  return json_text({{"totals", coverage_totals_json(coverage)}, {"trials", std::move(trials)}});
}

std::string checked_catalogue_json(const Problems& problems, const Coverage& coverage) {
  return json_text({{"problems", problem_list_json(problems)}, {"coverage", coverage_totals_json(coverage)}});
}

} // namespace cartwright
