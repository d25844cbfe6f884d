// What the oracle reads off a profile by itself. Everything here is plain: days are counted from a table-free
// calendar formula, classes of drugs are walked parent by parent, and a test that is not plain on this
// profile is left to others.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/criteria/written.hpp"
#include "engine/domain/truth.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::test {

/// Days since some day long ago; both ends of what a date may be.
struct OracleDate {
  int first = 0, last = 0;
  bool exact() const { return first == last; }
};
std::optional<OracleDate> oracle_date(const nlohmann::json& entry, const char* key);

struct OracleFacts {
  const nlohmann::json& profile;
  int as_of = 0;
  /// Entries of a list in a section; nothing stands for an empty list.
  const nlohmann::json& list(const char* section, const char* key) const;
  bool complete(const char* section) const;
};
OracleFacts oracle_facts(const nlohmann::json& profile, const std::string& as_of);

/// One test as the oracle understands it.
class OracleTest {
public:
  virtual ~OracleTest() = default;
  /// Nothing: not plain on this profile.
  virtual std::optional<Truth> value(const OracleFacts& facts) const = 0;
};
/// Null for a test that the oracle does not know.
std::unique_ptr<const OracleTest> read_oracle_test(const criteria::WrittenTest& written,
                                                   const Vocabulary& vocabulary);

/// Names of all agents that a drug phrase covers; nothing when it has options of its own.
std::optional<std::set<std::string>> oracle_drugs(const std::vector<criteria::Phrase>& phrases,
                                                  std::vector<criteria::Phrase>& others,
                                                  const Vocabulary& vocabulary);
/// Therapies, transplants: oracle_history.cpp. Null when it is none of them.
std::unique_ptr<const OracleTest> read_oracle_history(const criteria::WrittenTest& written,
                                                      const Vocabulary& vocabulary);

/// mrd, hla, dose(systemic_steroid; days; ...): oracle_laboratory.cpp. Null when it is none of them.
std::unique_ptr<const OracleTest> read_oracle_laboratory(const criteria::WrittenTest& written);

/// Three-valued comparison of a day count: have at least so many days, weeks, months or years passed?
struct OraclePeriod {
  int count = 0;
  char unit = 'd'; ///< d, w, m, y
};
std::optional<OraclePeriod> oracle_period(const std::vector<criteria::Token>& tokens, std::size_t at);
int oracle_after(int day, const OraclePeriod& period);

} // namespace cartwright::test
