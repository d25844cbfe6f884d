// A registry's record as a draft: what it states becomes the trial, what it suggests is guessed and said to
// be so, and nothing of it is lost.
#pragma once

#include <functional>
#include <set>

#include "catalogues/import/centre_names.hpp"
#include "catalogues/import/countries.hpp"
#include "catalogues/import/draft.hpp"
#include "catalogues/import/guess.hpp"
#include "catalogues/import/registry_record.hpp"
#include "engine/criteria/checked.hpp"

namespace cartwright {

/// Eligibility text to drafted rules.
using DraftRules = std::function<std::vector<DraftedRule>(const std::string& text)>;

/// What of the catalogue is used while drafting; must outlive the drafter.
struct DraftingTables {
  const Catalogue& catalogue;
  const Countries& countries;
  DraftRules draft_rules;
};

class TrialDrafter {
public:
  explicit TrialDrafter(const DraftingTables& tables);
  /// Words that no table knows (a country) are warnings.
  Draft draft(const RegistryRecord& record, const std::string& place, Problems& problems) const;
  /// What an earlier record of the trial states and the newer one, of a poorer format, does not: the text
  /// with its drafted rules, age and sex, and its raw record.
  void carry_over(const Draft& earlier, Draft& newer) const;

private:
  void carry_text(const Draft& earlier, Draft& newer) const;
  std::vector<Site> sites(const RegistryRecord& record, Problems& problems) const;

  const DraftingTables& tables_;
  NameScanner names_;
  CentreNames centres_;
};

/// Written into each draft; another number when the same record would give another draft.
inline constexpr const char* importer_version = "cartwright-import/2";

} // namespace cartwright
