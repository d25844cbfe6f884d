#include "tests/support/catalogue_copy.hpp"

#include <fstream>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

namespace cartwright::test {

namespace fs = std::filesystem;

CatalogueCopy::CatalogueCopy()
    : directory_(fs::path(CARTWRIGHT_BINARY_DIR) /
                 ("catalogue-copy-" + std::to_string(++number) + "-" + std::to_string(::getpid()))) {
  fs::remove_all(directory_);
  fs::create_directories(directory_);
  for (const auto& entry : fs::directory_iterator(fs::path(CARTWRIGHT_SOURCE_DIR) / "catalogues"))
    if (entry.path().filename() != "trials")
      fs::copy(entry.path(), directory_ / entry.path().filename(), fs::copy_options::recursive);
  fs::create_directories(directory_ / "trials");
}

CatalogueCopy::~CatalogueCopy() {
  fs::remove_all(directory_);
}

void CatalogueCopy::write(const std::string& relative, const std::string& text) const {
  std::ofstream(directory_ / relative, std::ios::binary) << text;
}

void CatalogueCopy::add(const nlohmann::json& trial) const {
  write("trials/" + trial.at("id").get<std::string>() + ".json", trial.dump());
}

Problems CatalogueCopy::problems() const {
  return Service::open(directory_, [] { return *parse_day(sample_date); }).problems();
}

std::shared_ptr<const Service> CatalogueCopy::open() const {
  const auto opened = Service::open(directory_, [] { return *parse_day(sample_date); });
  for (const Problem& problem : opened.problems().items())
    if (problem.severity == Severity::error) UNSCOPED_INFO(problem.where << ": " << problem.message);
  REQUIRE(opened);
  return *opened;
}

nlohmann::json criterion(const std::string& id, const std::string& kind, const std::string& rule,
                         const std::vector<std::string>& scope) {
  nlohmann::json out = {{"id", id},
                        {"kind", kind},
                        {"says", "as the rule says: " + id},
                        {"rule", rule},
                        {"source", {{"url", "https://example.org"}}},
                        {"verified", true}};
  if (!scope.empty()) out["scope"] = scope;
  return out;
}

nlohmann::json good_trial() {
  return {{"trial", "cartwright/trial@1"},
          {"id", "NCT00000001"},
          {"title", "A trial for tests"},
          {"targets", {"BCMA"}},
          {"modality", "car_t"},
          {"status", {{"value", "recruiting"}, {"as_of", "2026-08-15"}}},
          {"completeness", "full"},
          {"source", {{"url", "https://example.org"}, {"seen", "2026-08-15"}}},
          {"verified", true},
          {"cohorts", {{{"id", "A"}, {"title", "first"}}}},
          {"criteria", {criterion("I1", "inclusion", "age >= 18 y")}}};
}

TrialAnswer answer_of(const Service& service, const nlohmann::json& profile, const std::string& trial,
                      const std::string& as_of) {
  const std::string body = profile.dump();
  const auto asked = service.read({body, as_of, ""});
  REQUIRE(asked);
  const MatchAnswer all = service.answer(*asked);
  for (const TrialAnswer& each : all.answers)
    if (each.trial->id.text() == trial) return each;
  FAIL("no answer for " << trial);
  return {};
}

const CohortAnswer& slot_of(const TrialAnswer& answer, const std::string& id) {
  for (const CohortAnswer& each : answer.cohorts)
    if (each.cohort->id.text() == id) return each;
  FAIL("no slot " << id);
  return answer.cohorts.front();
}

} // namespace cartwright::test
