#include <ostream>

#include "server/casebook/open_casebook.hpp"
#include "server/rematch/impact.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

/// What both commands need: the published catalogue, the casebook and the date.
struct Opened {
  std::shared_ptr<const Service> service;
  std::unique_ptr<Casebook> casebook;
  Day as_of{};
};

Result<Opened> open_both(const Arguments& arguments) {
  Opened out;
  const auto day = parse_day(arguments.as_of.empty() ? text_of(today()) : arguments.as_of);
  if (!day) {
    Problems problems;
    problems.error(ProblemCode::impossible_date, "--as-of", "this is not a date", "write it as YYYY-MM-DD");
    return problems;
  }
  out.as_of = *day;
  const auto service = open_service(arguments);
  if (!service) return service.problems();
  out.service = *service;
  const auto place = casebook_location(arguments.rematch.casebook);
  if (!place) return place.problems();
  auto database = open_database(*place, sql::Opening::existing);
  if (!database) return database.problems();
  out.casebook = std::make_unique<Casebook>(std::move(*database));
  return out;
}

} // namespace

Exit run_catalogue_impact(const Arguments& arguments, Terminal& terminal) {
  const auto text = read_input(arguments.sources.front());
  if (!text) return report(text.problems(), terminal);
  const auto opened = open_both(arguments);
  if (!opened) return report(opened.problems(), terminal);
  const Catalogue& catalogue = *opened->service->snapshot().catalogue;
  const auto trial = read_edited_trial(*text, *catalogue.vocabulary);
  if (!trial) return report(trial.problems(), terminal);
  report(trial.problems(), terminal);
  const auto after = alone(catalogue, *trial);
  if (!after) return report(after.problems(), terminal);
  TrialEdit edit{nullptr, *after};
  if (const CompiledTrial* published = opened->service->snapshot().find(trial->id)) {
    const auto compiled = alone(catalogue, *published->trial);
    if (!compiled) return report(compiled.problems(), terminal);
    edit.before = *compiled;
  }
  const auto impact = impact_of(*opened->casebook, edit, opened->as_of);
  if (!impact) return report(impact.problems(), terminal);
  terminal.out << (arguments.json ? impact_json(*impact, opened->as_of)
                                  : impact_text(*impact, opened->as_of, terminal.out_style));
  return Exit::done;
}

Exit run_catalogue_funnel(const Arguments& arguments, Terminal& terminal) {
  const auto opened = open_both(arguments);
  if (!opened) return report(opened.problems(), terminal);
  const Snapshot& snapshot = opened->service->snapshot();
  const CompiledTrial* trial = snapshot.find(TrialId(arguments.ids.front()));
  if (trial == nullptr)
    return report(unknown_trial(snapshot, arguments.ids.front(), "the command line"), terminal);
  const auto single = alone(*snapshot.catalogue, *trial->trial);
  if (!single) return report(single.problems(), terminal);
  const auto funnel = funnel_of(*opened->casebook, **single, opened->as_of);
  if (!funnel) return report(funnel.problems(), terminal);
  terminal.out << (arguments.json ? funnel_json(*funnel, opened->as_of)
                                  : funnel_text(*funnel, opened->as_of, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
