// What the checks of single tests share: the rule's text for carets, the vocabulary, the problems found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/criteria/token.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::criteria {

struct Checking {
  std::string_view source;
  const Vocabulary& vocabulary;
  Problems& problems;

  void error(Span span, ProblemCode code, const std::string& message, const std::string& hint) const {
    problems.add(rule_problem(source, span, code, message, hint));
  }
  void warning(Span span, ProblemCode code, const std::string& message, const std::string& hint) const {
    Problem problem = rule_problem(source, span, code, message, hint);
    problem.severity = Severity::warning;
    problems.add(std::move(problem));
  }
  /// An unknown word, with its nearest neighbours or all choices when they are few.
  void unknown_word(const Token& token, const std::string& what, const std::vector<std::string>& known) const;
};

/// Numbers as `NUMBER [unit]` on the right of a relation.
std::optional<Test> check_number(const WrittenTest& written, const Checking& checking);
/// exposed, refractory, washout, best_response ...
std::optional<Test> check_therapy(const WrittenTest& written, const Checking& checking);
/// change, trend, nadir, dose: several values of one thing
std::optional<Test> check_series(const WrittenTest& written, const Checking& checking);
/// has, had, active
std::optional<Test> check_condition(const WrittenTest& written, const Checking& checking);
std::optional<Test> check_residual_disease(const WrittenTest& written, const Checking& checking); ///< mrd
std::optional<Test> check_hla(const WrittenTest& written, const Checking& checking);
/// emd, cns, diagnosis, marker, has, test ...
std::optional<Test> check_state(const WrittenTest& written, const Checking& checking);

bool is_number_head(const std::string& head, const Vocabulary& vocabulary);
bool is_therapy_head(const std::string& head);
bool is_series_head(const std::string& head);
bool is_state_head(const std::string& head);
/// Every word that may begin a test, for hints.
std::vector<std::string> known_heads(const Vocabulary& vocabulary);

} // namespace cartwright::criteria
