#include "catalogues/lint/lint_parts.hpp"

namespace cartwright {

namespace {

/// What recruits or is about to is offered; there an old date misleads.
bool offered(const Status& status) {
  return status.recruiting() == Recruiting::open || status.recruiting() == Recruiting::not_yet;
}

std::string aged(Day seen, Day newest, int limit) {
  return "seen " + text_of(seen) + ", more than " + std::to_string(limit) +
         " days before the newest date of the catalogue, " + text_of(newest);
}

} // namespace

void lint_dates(const LintTrial& of, const std::optional<Day>& newest) {
  const Trial& trial = of.trial;
  const int limit = of.catalogue.ranking.stale_after_days;
  const auto old = [&](const std::optional<Day>& seen) {
    return seen && newest && (*newest - *seen).count() > limit;
  };
  if (!trial.status.as_of && trial.status.recruiting() != Recruiting::unknown)
    of.out.warning(ProblemCode::stale_date, of.place("status.as_of"),
                   "nobody recorded when the status was seen", "look it up, or write the status unknown");
  if (offered(trial.status) && old(trial.status.as_of))
    of.out.warning(ProblemCode::stale_date, of.place("status.as_of"),
                   "the status was " + aged(*trial.status.as_of, *newest, limit), "look it up again");
  std::optional<Day> oldest;
  for (const Site& site : trial.sites)
    if (offered(trial.status) && offered(site.status) && old(site.status.as_of) &&
        (!oldest || *site.status.as_of < *oldest))
      oldest = site.status.as_of;
  if (oldest && !old(trial.status.as_of))
    of.out.warning(ProblemCode::stale_date, of.place("sites"),
                   "the oldest status of an open site was " + aged(*oldest, *newest, limit),
                   "look it up again");
  for (std::size_t i = 0; i < trial.sites.size(); ++i)
    if (trial.status.recruiting() == Recruiting::closed &&
        trial.sites[i].status.recruiting() == Recruiting::open)
      of.out.warning(ProblemCode::contradiction, of.place("sites[" + std::to_string(i) + "].status"),
                     "the site is open and the trial is closed", "the trial decides; look again");
}

} // namespace cartwright
