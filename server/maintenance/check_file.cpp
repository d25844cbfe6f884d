#include "server/maintenance/check_file.hpp"

#include <algorithm>

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/format_files.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/lint/lint.hpp"
#include "catalogues/schema_check.hpp"
#include "catalogues/store/starting_trial.hpp"

namespace cartwright {

namespace {

std::string id_of(const std::string& path) {
  const std::size_t from = path.rfind('/') + 1, to = path.rfind(".json");
  return path.substr(from, to - from);
}

std::optional<Day> newest_day(const Trial& trial) {
  auto out = trial.status.as_of;
  const auto later = [&out](const std::optional<Day>& day) {
    if (day && (!out || *day > *out)) out = day;
  };
  later(parse_day(trial.source.seen));
  for (const Site& site : trial.sites)
    later(site.status.as_of);
  return out;
}

void check_references(const Trial& trial, const std::string& id, const Catalogue& catalogue, Problems& out) {
  if (trial.id.text() != id)
    out.error(ProblemCode::contradiction, "id", "the id " + trial.id.text() + " is not the file's name " + id,
              "a trial's file has the name of its id");
  for (std::size_t i = 0; i < trial.sites.size(); ++i) {
    const auto& centre = trial.sites[i].centre;
    const auto known = [&](const Centre& each) { return each.id == *centre; };
    if (centre && std::none_of(catalogue.centres.begin(), catalogue.centres.end(), known))
      out.error(ProblemCode::not_found, "sites[" + std::to_string(i) + "].centre",
                "there is no centre " + centre->text(), "write null, or add the centre first");
  }
}

/// Rules and lint, as if the trial stood in the catalogue. Problems of other trials are not its own.
Problems check_in_place(const Trial& trial, const std::string& path, const Catalogue& catalogue) {
  Catalogue with = narrowed(catalogue, {});
  std::erase_if(with.trials, [&](const Trial& each) { return each.id == trial.id; });
  with.trials.push_back(trial);
  std::sort(with.trials.begin(), with.trials.end(),
            [](const Trial& a, const Trial& b) { return a.id < b.id; });
  const auto shared = std::make_shared<const Catalogue>(std::move(with));
  Problems found = build_snapshot(shared).problems();
  if (!found.has_errors()) found.absorb(lint(*shared));
  found = without_accepted(found, *shared);
  Problems out;
  for (const Problem& problem : found.items())
    if (problem.where.rfind(path + ": ", 0) == 0) out.add(problem);
  return out;
}

} // namespace

Catalogue narrowed(const Catalogue& catalogue, const std::vector<std::string>& trials) {
  Catalogue out = catalogue;
  const auto newest =
      std::max_element(catalogue.trials.begin(), catalogue.trials.end(),
                       [](const Trial& a, const Trial& b) { return newest_day(a) < newest_day(b); });
  const TrialId dated = newest == catalogue.trials.end() ? TrialId() : newest->id;
  std::erase_if(out.trials, [&](const Trial& each) {
    return each.id != dated && std::find(trials.begin(), trials.end(), each.id.text()) == trials.end();
  });
  return out;
}

Problems check_trial_file(const std::string& path, const std::string& content, const Catalogue& catalogue,
                          const std::string& schema) {
  const auto document = JsonDocument::parse(content);
  Problems out;
  out.absorb(document.problems(), path + ": ");
  if (!document) return out;
  Problems inside;
  const Cursor root(document->root(), "", inside);
  if (!root.expect_object()) {
    out.absorb(inside, path + ": ");
    return out;
  }
  const Trial trial = read_trial(root, *catalogue.vocabulary);
  if (const auto shape = SchemaCheck::from(schema); shape && !inside.has_errors())
    inside.absorb(shape->check(content));
  check_references(trial, id_of(path), catalogue, inside);
  out.absorb(inside, path + ": ");
  if (!inside.has_errors()) out.absorb(check_in_place(trial, path, catalogue));
  out.absorb(unworded(trial));
  return out;
}

RuleCheck check_rule_text(const std::string& rule, const Catalogue& catalogue) {
  Problems none; // the published definitions have been checked
  const auto definitions = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, none);
  RuleCheck out;
  const auto read = criteria::read_rule(rule, *catalogue.vocabulary, definitions);
  out.problems = read.problems();
  if (!read) return out;
  const auto canonical = criteria::format_rule(rule, *catalogue.vocabulary, definitions);
  out.canonical = canonical ? *canonical : rule;
  return out;
}

std::string canonical_file(const std::string& content, const Catalogue& catalogue) {
  Problems none;
  const auto definitions = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, none);
  const auto out = canonical_text(content, *catalogue.vocabulary, definitions);
  return out ? *out : content;
}

} // namespace cartwright
