#include "catalogues/changes/difference.hpp"

#include <algorithm>

namespace cartwright {

namespace {

bool wording(Aspect aspect) {
  return aspect == Aspect::title || aspect == Aspect::sponsor || aspect == Aspect::criterion;
}

/// Adds `count` and forgets what came to nothing.
void add(FactCounts& to, const Fact& fact, int count) {
  const int now = to[fact] += count;
  if (now == 0) to.erase(fact);
}

void keep_shown(const ShownItems& shown, Difference& out) {
  for (const auto& [fact, count] : out.counts)
    if (const auto found = shown.find({fact.trial, fact.item}); found != shown.end())
      out.shown.insert_or_assign(found->first, found->second);
}

void keep_titles(const std::map<std::string, std::string>& titles, Difference& out) {
  for (const auto& [fact, count] : out.counts)
    if (const auto found = titles.find(fact.trial); found != titles.end())
      out.titles[fact.trial] = found->second;
}

} // namespace

Difference difference(const CatalogueState& before, const CatalogueState& after) {
  Difference out{before.name, after.name, before.date, after.date, {}, {}, {}, before.kind != after.kind};
  for (const auto& [fact, count] : after.facts)
    add(out.counts, fact, count);
  for (const auto& [fact, count] : before.facts)
    add(out.counts, fact, -count);
  if (out.wording_left_out)
    std::erase_if(out.counts, [](const auto& each) { return wording(each.first.aspect); });
  for (const CatalogueState* state : {&before, &after}) {
    keep_shown(state->shown, out);
    keep_titles(state->titles, out);
  }
  return out;
}

Difference sum(const Difference& first, const Difference& second) {
  Difference out{first.from,
                 second.to,
                 first.from_date,
                 second.to_date,
                 first.counts,
                 {},
                 {},
                 first.wording_left_out || second.wording_left_out};
  for (const auto& [fact, count] : second.counts)
    add(out.counts, fact, count);
  for (const Difference* part : {&first, &second}) {
    keep_shown(part->shown, out);
    keep_titles(part->titles, out);
  }
  return out;
}

} // namespace cartwright
