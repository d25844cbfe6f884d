#include "catalogues/changes/pair_sites.hpp"

#include <algorithm>
#include <array>

#include "catalogues/changes/similarity.hpp"

namespace cartwright {

namespace {

ChangeKind kind_of_site(const std::string& before, const std::string& after) {
  const Recruiting was = recruiting_of(before), is = recruiting_of(after);
  if (was != Recruiting::open && is == Recruiting::open) return ChangeKind::site_opened;
  // A status that is no longer stated is not known to be closed.
  if (was == Recruiting::open && is != Recruiting::open && is != Recruiting::unknown)
    return ChangeKind::site_closed;
  return ChangeKind::site_status_changed;
}

/// "facility|city|country": two of one place.
bool same_city(const std::string& a, const std::string& b) {
  return a.substr(a.find('|')) == b.substr(b.find('|'));
}

/// A name that stands for a site until its own is registered: "Local Institution - 0050", "Research Site".
bool placeholder(const std::string& item) {
  constexpr std::array<std::string_view, 6> names = {"local institution",    "research site",
                                                     "investigational site", "investigative site",
                                                     "clinical trial site",  "clinical research site"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return item.find(name) < item.find('|'); });
}

class SitePairs {
public:
  SitePairs(const std::string& trial, const FactList& went, const FactList& came, const ShownItems& shown)
      : trial_(trial), went_(went), came_(came), shown_(shown) {}

  std::vector<Change> run() {
    pair([](const Fact& a, const Fact& b) { return a.item == b.item; });
    pair([&](const Fact& a, const Fact& b) {
      const std::string centre = of(a).centre;
      return !centre.empty() && centre == of(b).centre;
    });
    pair([](const Fact& a, const Fact& b) {
      constexpr double alike = 0.6;
      return same_city(a.item, b.item) && similarity(a.item, b.item) >= alike;
    });
    pair([&](const Fact& a, const Fact& b) {
      return same_city(a.item, b.item) && placeholder(a.item) != placeholder(b.item) && alone_in_city(a, b);
    });
    for (const Fact& gone : went_)
      out_.push_back(change(ChangeKind::site_gone, gone, gone.value, ""));
    for (const Fact& added : came_)
      out_.push_back(change(ChangeKind::site_added, added, "", added.value));
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Change& a, const Change& b) { return a.item < b.item; });
    return std::move(out_);
  }

private:
  /// The only one that went, and the only one that came, in their city.
  bool alone_in_city(const Fact& gone, const Fact& added) const {
    const auto here = [&](const Fact& other) { return same_city(other.item, gone.item); };
    return std::count_if(went_.begin(), went_.end(), here) == 1 &&
           std::count_if(came_.begin(), came_.end(), here) == 1 && same_city(gone.item, added.item);
  }

  Shown of(const Fact& fact) const {
    const auto found = shown_.find({fact.trial, fact.item});
    return found == shown_.end() ? Shown{fact.item, "", ""} : found->second;
  }

  Change change(ChangeKind kind, const Fact& site, const std::string& before,
                const std::string& after) const {
    Change out;
    out.kind = kind;
    out.trial = trial_;
    out.item = of(site).text;
    out.centre = of(site).centre;
    out.before = before;
    out.after = after;
    return out;
  }

  void tell(const Fact& before, const Fact& after) {
    if (before.item != after.item)
      out_.push_back(change(ChangeKind::site_renamed, after, of(before).text, of(after).text));
    if (before.value != after.value)
      out_.push_back(change(kind_of_site(before.value, after.value), after, before.value, after.value));
  }

  /// Takes out of both lists what belongs together, each fact once.
  template <class Together> void pair(Together together) {
    for (auto gone = went_.begin(); gone != went_.end();) {
      const auto match =
          std::find_if(came_.begin(), came_.end(), [&](const Fact& other) { return together(*gone, other); });
      if (match == came_.end()) {
        ++gone;
        continue;
      }
      tell(*gone, *match);
      came_.erase(match);
      gone = went_.erase(gone);
    }
  }

  const std::string& trial_;
  FactList went_, came_;
  const ShownItems& shown_;
  std::vector<Change> out_;
};

} // namespace

std::vector<Change> site_changes(const std::string& trial, const FactList& went, const FactList& came,
                                 const ShownItems& shown) {
  return SitePairs(trial, went, came, shown).run();
}

} // namespace cartwright
