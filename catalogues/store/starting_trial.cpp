#include "catalogues/store/starting_trial.hpp"

#include "catalogues/trial_file.hpp"

namespace cartwright {

namespace {

constexpr const char* to_be_worded = "to be worded)";
constexpr const char* nobody_reviewed = "nobody has reviewed yet";

/// A site keeps the centre that a maintainer gave it.
void keep_centres(const OrderedJson& before, OrderedJson& sites) {
  for (OrderedJson& site : sites)
    for (const OrderedJson& old : before)
      if (site["centre"].is_null() && old.value("facility", "") == site.value("facility", "") &&
          old.contains("city") && old["city"] == site["city"] && old.contains("centre"))
        site["centre"] = old["centre"];
}

} // namespace

Result<std::string> starting_trial(const std::optional<std::string>& published, const Draft& record,
                                   const Vocabulary& vocabulary) {
  OrderedJson fresh = trial_file_json(record.trial, vocabulary);
  if (!published) return file_text(fresh);
  OrderedJson out = OrderedJson::parse(*published, nullptr, false);
  if (!out.is_object()) {
    Problems problems;
    problems.error(ProblemCode::malformed, record.trial.id.text(), "the published file is no JSON object",
                   "");
    return problems;
  }
  if (out.contains("sites") && out["sites"].is_array()) keep_centres(out["sites"], fresh["sites"]);
  for (const char* key : {"status", "sites"})
    out[key] = fresh[key];
  if (!fresh["phase"].is_null()) out["phase"] = fresh["phase"];
  if (out.contains("source") && out["source"].is_object() && fresh["source"].contains("seen"))
    out["source"]["seen"] = fresh["source"]["seen"];
  const bool registry_only = out.contains("completeness") && out["completeness"] == "registry_only";
  if (registry_only && !record.drafted.empty())
    for (const char* key : {"criteria", "completeness"})
      out[key] = fresh[key];
  return file_text(out);
}

Problems unworded(const Trial& trial) {
  Problems out;
  for (const Criterion& criterion : trial.criteria) {
    const std::string place = "trials/" + trial.id.text() + ".json: criteria[" + criterion.id.text() + "].";
    if (criterion.says.find(to_be_worded) != std::string::npos)
      out.error(ProblemCode::not_accepted, place + "says", "the sentence is still the drafter's",
                "say in the project's own words what the rule asks");
    if (criterion.rule.find(nobody_reviewed) != std::string::npos)
      out.error(ProblemCode::not_accepted, place + "rule",
                "the closing statement says that nobody reviewed the text",
                "not_public \"further criteria were not seen\", or take it out and set completeness to full");
  }
  return out;
}

} // namespace cartwright
