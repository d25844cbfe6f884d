#include "server/changes_report.hpp"

#include "server/json_parts.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

bool of_criterion(ChangeKind kind) {
  return kind == ChangeKind::criterion_added || kind == ChangeKind::criterion_removed ||
         kind == ChangeKind::criterion_changed;
}

Json change_json(const Change& change, const Difference& difference) {
  Json out = {{"change", word(change.kind)}, {"trial", change.trial}};
  if (const auto title = difference.titles.find(change.trial); title != difference.titles.end())
    out["title"] = title->second;
  if (!change.item.empty()) out[of_criterion(change.kind) ? "criterion" : "site"] = change.item;
  if (!change.centre.empty()) out["centre"] = change.centre;
  if (change.kind == ChangeKind::trial_new || change.kind == ChangeKind::trial_gone)
    out["sites"] = change.sites;
  out["before"] = text_or_null(change.before);
  out["after"] = text_or_null(change.after);
  if (change.with_trial) out["with_trial"] = true;
  return out;
}

} // namespace

Json change_step_json(const ChangeStep& step) {
  Json changes = Json::array(), counts = Json::object();
  for (const Change& change : step.changes) {
    changes.push_back(change_json(change, step.difference));
    Json& count = counts[std::string(word(change.kind))];
    count = count.is_null() ? 1 : count.get<int>() + 1;
  }
  return {{"from", step.difference.from},
          {"to", step.difference.to},
          {"from_date", date_json(step.difference.from_date)},
          {"to_date", date_json(step.difference.to_date)},
          {"wording_compared", !step.difference.wording_left_out},
          {"counts", std::move(counts)},
          {"changes", std::move(changes)}};
}

std::string changes_json(const std::vector<ChangeStep>& steps) {
  Json out = {{"cartwright", std::string(version)}, {"steps", Json::array()}};
  for (const ChangeStep& step : steps)
    out["steps"].push_back(change_step_json(step));
  return json_text(out);
}

} // namespace cartwright
