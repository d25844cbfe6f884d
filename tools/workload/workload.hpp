// The neutral workload (trials x patients with a known verdict for every pair) in the terms of the criteria
// language: its trials become checked expressions, its patients become recorded facts, so the real compile
// and evaluate path is what is measured.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::workload {

/// The words of the workload as a vocabulary of their own.
class Words {
public:
  static Result<Words> build();
  const Vocabulary& vocabulary() const { return *vocabulary_; }
  ConceptId find(std::string_view word, ConceptKind kind) const;

private:
  std::shared_ptr<const Vocabulary> vocabulary_;
};

/// Units as the workload spells them, each looked up once; null: the test's own.
class UnitWords {
public:
  const Unit* find(std::string_view spelling);

private:
  std::vector<std::pair<std::string, const Unit*>> known_;
};
/// Conditions that the workload keeps in its list of comorbidities.
std::vector<ConceptId> comorbidities_of(const Words& words);

struct TrialRule {
  std::string id;
  std::vector<criteria::Checked> criteria; ///< the parts of its conjunction
};

/// Takes trials one by one, so that all of them never stand in memory as trees.
using TakeTrial = std::function<void(TrialRule)>;

struct Dated {
  Day as_of{};
};

/// Every problem names the file and the place in it. Nothing is taken from a file with errors before the
/// error's place.
Result<Dated> read_trials(const std::filesystem::path& file, const Words& words, const TakeTrial& take);
Result<std::vector<Patient>> read_patients(const std::filesystem::path& file, const Words& words, Day as_of);
/// A row a trial, a character a patient: t eligible, f excluded, u unknown.
Result<std::vector<std::string>> read_rows(const std::filesystem::path& file);

} // namespace cartwright::workload
