// What is known at one time, as facts that can be compared: each trial's listing, status, title, phase,
// sponsor, sites and criteria.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "engine/criteria/checked.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

enum class Aspect : std::uint8_t { listed, status, title, phase, sponsor, site, criterion };

struct Fact {
  std::string trial;
  Aspect aspect = Aspect::listed;
  std::string item;  ///< which site, which rule; empty where a trial has one
  std::string value; ///< the status, the title ...
  auto operator<=>(const Fact&) const = default;
};

/// How an item is shown to people.
struct Shown {
  std::string text;   ///< a site with its city; a rule in its canonical form
  std::string centre; ///< of a site: its centre, where that is known
  std::string id;     ///< of a criterion
};

/// A trial may list a facility several times, so facts are counted.
using FactCounts = std::map<Fact, int>;
/// By trial and item.
using ShownItems = std::map<std::pair<std::string, std::string>, Shown>;

enum class StateKind : std::uint8_t {
  catalogue, ///< titles and rules in the maintainers' words
  registry   ///< titles as registered, rules drafted
};

struct CatalogueState {
  std::string name;
  StateKind kind = StateKind::catalogue;
  std::optional<Day> date; ///< the newest day for which it states something
  FactCounts facts;
  ShownItems shown;
  std::map<std::string, std::string> titles;
};

class StateBuilder {
public:
  StateBuilder(std::string name, StateKind kind, const Vocabulary& vocabulary,
               const criteria::Definitions& definitions);
  /// A trial that was added before is replaced, unless that one rests on a later day.
  void add(const Trial& trial);
  CatalogueState take();

private:
  void add_site(const Trial& trial, const Site& site);
  void add_criterion(const Trial& trial, const Criterion& criterion);
  void count(const Trial& trial, Aspect aspect, std::string item, std::string value);

  CatalogueState state_;
  std::map<std::string, std::optional<Day>> dates_;
  const Vocabulary& vocabulary_;
  const criteria::Definitions& definitions_;
};

CatalogueState state_of(const Catalogue& catalogue, std::string name);

} // namespace cartwright
