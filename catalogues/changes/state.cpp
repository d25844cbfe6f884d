#include "catalogues/changes/state.hpp"

#include <algorithm>

#include "catalogues/changes/rule_key.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// Letters and digits, lower case, one blank between words: a comma more is no other site.
std::string folded(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : lower(text)) {
    const bool part =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (part && gap && !out.empty()) out += ' ';
    if (part) out += c;
    gap = !part;
  }
  return out;
}

std::string place_text(const Site& site) {
  std::vector<std::string> parts = {site.facility};
  for (const std::string& part : {site.city, site.country})
    if (!part.empty()) parts.push_back(part);
  return join(parts, ", ");
}

std::string head_of(const Criterion& criterion) {
  std::vector<std::string> scope;
  for (const CohortId& id : criterion.scope)
    scope.push_back(id.text());
  std::sort(scope.begin(), scope.end());
  return std::string(word(criterion.kind)) + (scope.empty() ? "" : " [" + join(scope, ", ") + "]");
}

} // namespace

StateBuilder::StateBuilder(std::string name, StateKind kind, const Vocabulary& vocabulary,
                           const criteria::Definitions& definitions)
    : vocabulary_(vocabulary), definitions_(definitions) {
  state_.name = std::move(name);
  state_.kind = kind;
}

void StateBuilder::count(const Trial& trial, Aspect aspect, std::string item, std::string value) {
  ++state_.facts[Fact{trial.id.text(), aspect, std::move(item), std::move(value)}];
}

void StateBuilder::add_site(const Trial& trial, const Site& site) {
  const std::string item = folded(site.facility) + "|" + folded(site.city) + "|" + folded(site.country);
  count(trial, Aspect::site, item, site.status.value.empty() ? "unknown" : site.status.value);
  state_.shown[{trial.id.text(), item}] = {place_text(site), site.centre ? site.centre->text() : "", ""};
}

void StateBuilder::add_criterion(const Trial& trial, const Criterion& criterion) {
  const std::string head = head_of(criterion);
  const std::string item = head + " " + rule_key(criterion.evaluated_rule(), vocabulary_, definitions_);
  count(trial, Aspect::criterion, item, "");
  const auto canonical = criteria::format_rule(criterion.evaluated_rule(), vocabulary_, definitions_);
  state_.shown[{trial.id.text(), item}] = {
      head + ": " + (canonical ? *canonical : criterion.evaluated_rule()), "", criterion.id.text()};
}

void StateBuilder::add(const Trial& trial) {
  const std::string id = trial.id.text();
  const auto [standing, fresh] = dates_.emplace(id, trial.status.as_of);
  if (!fresh) {
    if (standing->second > trial.status.as_of) return;
    standing->second = trial.status.as_of;
    std::erase_if(state_.facts, [&](const auto& fact) { return fact.first.trial == id; });
  }
  count(trial, Aspect::listed, "", "");
  count(trial, Aspect::status, "", trial.status.value);
  count(trial, Aspect::title, "", trial.title);
  // A record that states no phase and one that says none applies tell the same.
  count(trial, Aspect::phase, "", trial.phase == "not_applicable" ? "" : trial.phase);
  count(trial, Aspect::sponsor, "", trial.sponsor);
  for (const Site& site : trial.sites)
    add_site(trial, site);
  for (const Criterion& criterion : trial.criteria)
    add_criterion(trial, criterion);
  state_.titles[id] = trial.title;
  state_.date = std::max(state_.date, trial.status.as_of);
}

CatalogueState StateBuilder::take() {
  return std::move(state_);
}

CatalogueState state_of(const Catalogue& catalogue, std::string name) {
  Problems none; // a loaded catalogue has been checked
  const auto definitions = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, none);
  StateBuilder builder(std::move(name), StateKind::catalogue, *catalogue.vocabulary, definitions);
  for (const Trial& trial : catalogue.trials)
    builder.add(trial);
  return builder.take();
}

} // namespace cartwright
