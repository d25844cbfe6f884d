#include "server/rematch/report_words.hpp"

#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

bool is_stale(const KeptTrial& trial, const RunSummary& summary) {
  return !trial.seen ||
         (summary.run.as_of - *trial.seen).count() > summary.catalogue.ranking.stale_after_days;
}

std::string text_of(const TrialPlace& place) {
  if (!place.candidate) return "no candidate";
  std::string out = in_words(word(place.verdict));
  if (place.eligible_from) out += " from " + text_of(*place.eligible_from);
  switch (place.recruiting) {
  case Recruiting::open:
    out += ", recruiting";
    break;
  case Recruiting::not_yet:
    out += ", not yet recruiting";
    break;
  default:
    out += ", recruiting status unknown";
  }
  if (place.recruiting == Recruiting::open && place.site == Recruiting::closed) out += " at no open site";
  return out + ", place " + std::to_string(place.rank);
}

std::string spoken(MoveKind kind) {
  return in_words(word(kind));
}

std::string spoken(CauseOf of) {
  switch (of) {
  case CauseOf::fact:
    return "a fact of the profile";
  case CauseOf::rule:
    return "a rule";
  case CauseOf::status:
    return "the status";
  case CauseOf::site:
    return "a site";
  case CauseOf::calendar:
    return "the calendar";
  case CauseOf::listing:
    return "the listing";
  case CauseOf::record:
    return "the record";
  case CauseOf::context:
    return "the catalogue's vocabulary, evidence or weights";
  case CauseOf::program:
    return "the program's version";
  }
  return "";
}

std::string text_of(const MoveCause& cause, bool with_detail) {
  std::string out = "because of " + spoken(cause.of) + ":";
  if (!cause.item.empty()) out += " " + cause.item;
  out += " " + cause.says;
  if (with_detail && !cause.detail.empty()) out += " (" + cause.detail + ")";
  return out;
}

std::string advice(const TrialMove& move, bool shortlisted) {
  switch (move.kind) {
  case MoveKind::gained:
  case MoveKind::up:
    if (move.after.eligible_from) return "note the date and ask the site for a slot";
    return move.after.verdict == Verdict::eligible ? "ask the site"
                                                   : "look at what is open, then ask the site";
  case MoveKind::lost:
    return shortlisted ? "take it off the shortlist, or check the cause with the site"
                       : "nothing, unless it is under way: it is not on the shortlist";
  case MoveKind::down:
    return shortlisted ? "it is on the shortlist: check whether another candidate comes first now"
                       : "check whether another candidate comes first now";
  case MoveKind::sooner:
  case MoveKind::later:
    return "correct the planned date";
  }
  return "";
}

bool needs_nothing(const TrialMove& move, bool shortlisted) {
  return move.kind == MoveKind::lost && !shortlisted;
}

std::vector<const CaseNote::Move*> by_urgency(const NotedCase& of, const RunSummary& summary) {
  constexpr std::array order = {MoveKind::gained, MoveKind::up,   MoveKind::sooner,
                                MoveKind::later,  MoveKind::down, MoveKind::lost};
  std::vector<const CaseNote::Move*> out;
  for (const CaseNote::Move& each : of.note.moves)
    out.push_back(&each);
  const auto key = [&](const CaseNote::Move* each) {
    return std::pair(!summary.shortlisted(of.id, each->move.trial),
                     std::find(order.begin(), order.end(), each->move.kind));
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  return out;
}

std::string text_of(const StaleListing& listing) {
  const auto cases = [](std::size_t count) {
    return std::to_string(count) + (count == 1 ? " case" : " cases");
  };
  std::vector<std::string> parts;
  if (listing.shortlists > 0) parts.push_back("on the shortlist of " + cases(listing.shortlists));
  if (const std::size_t first = listing.foremost - listing.shortlists; first > 0)
    parts.push_back("among the first " + std::to_string(first_places) + " of " + cases(first));
  parts.push_back("relied on in " + cases(listing.cases));
  return join(parts, ", ");
}

std::string seen_text(const StaleListing& listing) {
  return listing.seen ? "seen " + text_of(*listing.seen) : "never seen";
}

std::string text_of(const CaseNote::Ask& ask) {
  const std::string more = ask.more == 0 ? "" : " and " + std::to_string(ask.more) + " more";
  return "ask for " + in_words(ask.document) +
         (ask.facts.empty() ? "" : " (" + join(ask.facts, ", ") + more + ")") + ": it would decide " +
         std::to_string(ask.would_decide) + (ask.would_decide == 1 ? " trial" : " trials");
}

std::string heading(const RunSummary& summary) {
  std::string out = "run " + std::to_string(summary.run.id) + " as of " + text_of(summary.run.as_of);
  if (!summary.base) return out + ", the first one: there is nothing to compare it with";
  return out + ", compared with run " + std::to_string(summary.base->id) + " as of " +
         text_of(summary.base->as_of);
}

std::string tally_text(const std::map<MoveKind, std::size_t>& moves) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : moves)
    parts.push_back(std::to_string(count) + " " + spoken(kind));
  return parts.empty() ? "no moves" : join(parts, ", ");
}

} // namespace cartwright
