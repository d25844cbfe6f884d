// A catalogue of one's own: the shipped one without its trials, in a directory that goes away.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/domain/result.hpp"
#include "server/service.hpp"

namespace cartwright::test {

class CatalogueCopy {
public:
  CatalogueCopy();
  ~CatalogueCopy();
  CatalogueCopy(const CatalogueCopy&) = delete;
  CatalogueCopy& operator=(const CatalogueCopy&) = delete;

  const std::filesystem::path& directory() const { return directory_; }
  void write(const std::string& relative, const std::string& text) const;
  /// Under the name of its id.
  void add(const nlohmann::json& trial) const;
  Problems problems() const;
  /// Fails the test with every problem when the catalogue cannot be opened.
  std::shared_ptr<const Service> open() const;

private:
  static inline int number = 0;
  std::filesystem::path directory_;
};

/// NCT00000001, recruiting, one slot A and one rule `age >= 18 y`.
nlohmann::json good_trial();
nlohmann::json criterion(const std::string& id, const std::string& kind, const std::string& rule,
                         const std::vector<std::string>& scope = {});

/// The answer of a service to a profile, for one trial.
TrialAnswer answer_of(const Service& service, const nlohmann::json& profile, const std::string& trial,
                      const std::string& as_of = "2026-11-22");
const CohortAnswer& slot_of(const TrialAnswer& answer, const std::string& id);

} // namespace cartwright::test
