#include <set>

#include "catalogues/load_catalogue.hpp"

namespace cartwright {

namespace {

void lint_criteria(const Trial& trial, const std::string& file, Problems& out) {
  std::set<std::string> said;
  for (const Criterion& criterion : trial.criteria) {
    const std::string at = file + "criteria[" + criterion.id.text() + "]";
    if (!said.insert(criterion.says).second)
      out.warning(ProblemCode::duplicate, at + ".says", "the same sentence stands twice",
                  "say what is different, or join the two");
    if (criterion.source.url.empty())
      out.warning(ProblemCode::unverified_source, at + ".source", "the source has no address", "");
  }
}

void lint_sites(const Trial& trial, const std::string& file, Problems& out) {
  for (std::size_t i = 0; i < trial.sites.size(); ++i)
    if (trial.status.recruiting() == Recruiting::closed &&
        trial.sites[i].status.recruiting() == Recruiting::open)
      out.warning(ProblemCode::contradiction, file + "sites[" + std::to_string(i) + "].status",
                  "the site is open and the trial is closed", "the trial decides; look again");
}

} // namespace

Problems lint(const Catalogue& catalogue, Day today) {
  Problems out;
  for (const Trial& trial : catalogue.trials) {
    const std::string file = "trials/" + trial.id.text() + ".json: ";
    if (!trial.status.as_of)
      out.warning(ProblemCode::unverified_source, file + "status.as_of",
                  "nobody recorded when the status was seen", "look it up");
    else if (*trial.status.as_of > today)
      out.warning(ProblemCode::future_date, file + "status.as_of", "the status was seen in the future",
                  "check the year");
    if (!trial.verified)
      out.warning(ProblemCode::unverified_source, file + "verified", "the record is not verified",
                  "compare it with its source");
    lint_criteria(trial, file, out);
    lint_sites(trial, file, out);
  }
  return out;
}

} // namespace cartwright
