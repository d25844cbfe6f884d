// A facility as a registry spells it, found among the catalogue's centres by name, alias and place.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalogues/import/registry_record.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// Spellings are equal without regard to case, blanks and punctuation. Equal spellings in several places
/// (there are two cities called Suzhou) are told apart by city, province and coordinates; where that is not
/// enough nothing is found.
class CentreNames {
public:
  explicit CentreNames(const std::vector<Centre>& centres);
  std::optional<CentreId> find(const RegistrySite& site) const;

private:
  bool same_place(const Centre& centre, const RegistrySite& site) const;

  std::vector<Centre> centres_;
  std::multimap<std::string, std::size_t> by_name_, by_words_;
  std::set<std::string> provinces_;
};

} // namespace cartwright
