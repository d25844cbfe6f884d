#include "tests/support/shipped.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "catalogues/load_catalogue.hpp"
#include "engine/matching/match.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright::test {

namespace {

const std::string catalogue_directory = std::string(CARTWRIGHT_SOURCE_DIR) + "/catalogues";

void tell(const Problems& problems) {
  for (const Problem& problem : problems.items())
    if (problem.severity == Severity::error) UNSCOPED_INFO(problem.where << ": " << problem.message);
}

} // namespace

Day day(const std::string& text) {
  const auto out = parse_day(text);
  REQUIRE(out);
  return *out;
}

const Service& shipped_service() {
  static const std::shared_ptr<const Service> service = [] {
    const auto opened = Service::open(catalogue_directory, [] { return *parse_day(sample_date); });
    tell(opened.problems());
    REQUIRE(opened);
    return *opened;
  }();
  return *service;
}

std::vector<std::string> sample_ids() {
  std::vector<std::string> out;
  for (const SampleFile& file : sample_files(catalogue_directory))
    out.push_back(file.id);
  return out;
}

nlohmann::json sample(const std::string& id) {
  std::ifstream in(catalogue_directory + "/samples/" + id + ".patient.json");
  INFO("sample " << id);
  REQUIRE(in);
  return nlohmann::json::parse(in);
}

Question question(const nlohmann::json& profile, const std::string& as_of) {
  const std::string body = profile.dump();
  const auto read = shipped_service().read({body, as_of, ""});
  tell(read.problems());
  REQUIRE(read);
  return *read;
}

namespace {

/// Compiled once a trial.
const Snapshot& alone(const std::string& id) {
  static std::map<std::string, std::shared_ptr<const Snapshot>> kept;
  auto& snapshot = kept[id];
  if (snapshot) return *snapshot;
  const Catalogue& shipped = *shipped_service().snapshot().catalogue;
  static const Catalogue none = [&] {
    Catalogue out = shipped;
    out.trials.clear();
    return out;
  }();
  auto catalogue = std::make_shared<Catalogue>(none);
  for (const Trial& trial : shipped.trials)
    if (trial.id.text() == id) catalogue->trials.push_back(trial);
  INFO("trial " << id);
  REQUIRE(catalogue->trials.size() == 1);
  const auto built = build_snapshot(catalogue);
  tell(built.problems());
  REQUIRE(built);
  snapshot = *built;
  return *snapshot;
}

} // namespace

TrialAnswer answer_of_trial(const nlohmann::json& profile, const std::string& as_of,
                            const std::string& trial) {
  const Question asked = question(profile, as_of);
  MatchQuestion of;
  of.as_of = asked.as_of;
  return match(alone(trial), asked.patient, of).answers.front();
}

std::map<std::string, std::string> states(const nlohmann::json& profile, const std::string& as_of) {
  std::map<std::string, std::string> out;
  const Question asked = question(profile, as_of);
  const Snapshot& snapshot = shipped_service().snapshot();
  const Trace trace =
      evaluate(snapshot.program, open_case(asked.patient, *snapshot.catalogue->vocabulary, asked.as_of));
  for (const CompiledTrial& trial : snapshot.trials)
    for (std::size_t i = 0; i < trial.roots.size(); ++i) {
      const Criterion& criterion = trial.trial->criteria[i];
      out[trial.trial->id.text() + " " + criterion.id.text()] =
          word(state_of(criterion, trace[trial.roots[i]]));
    }
  return out;
}

} // namespace cartwright::test
