// A store of one's own over a small catalogue, with a desk whose clock stands still unless told.
#pragma once

#include <memory>

#include "server/maintenance/desk.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/scratch.hpp"

namespace cartwright::test {

class StoreCopy {
public:
  /// Revision 1 holds `trials` invented trials: NCT00000001, NCT00000002 ...
  explicit StoreCopy(int trials = 2);

  std::filesystem::path directory() const { return scratch_.directory() / "store"; }
  CatalogueStore store() const;
  std::unique_ptr<Desk> desk() const;
  /// Saves and reviews another title of a trial.
  static void draft(Desk& desk, const std::string& id, const std::string& title);
  static std::string id(int number);

private:
  Scratch scratch_;
};

nlohmann::json content_of(const DraftView& view);
/// Every file under a folder with its bytes, by its path relative to it.
std::map<std::string, std::string> files_under(const std::filesystem::path& folder);

} // namespace cartwright::test
