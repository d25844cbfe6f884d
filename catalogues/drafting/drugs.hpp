// Drugs as protocols name them: agents, classes, what is aimed at an antigen, by which kind of product.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogues/drafting/cursor.hpp"
#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

struct Drug {
  std::string phrase;  ///< in the language: "PI", "target BCMA; by car_t"
  std::string options; ///< cycles, doses: "; cycles >= 2"
};

struct DrugList {
  std::vector<Drug> drugs;
  bool all = false;                ///< not joined by "or"
  bool together = false;           ///< joined by "and"
  std::vector<std::string> unread; ///< members that are no known drug
};

/// One drug, with what belongs to it: "a PI (e.g. bortezomib)", "BCMA-directed CAR-T cell therapy".
std::optional<Drug> read_drug(Cursor& cursor);
/// "A, B, and/or C"; takes no comma that leads to something else.
std::optional<DrugList> read_drugs(Cursor& cursor);
/// The list as one phrase: "any of {A; B}".
std::string union_of(const std::vector<Drug>& drugs);
/// Examples in parentheses: "(e.g. ...)", "(including ...)", an abbreviation.
bool skip_examples(Cursor& cursor);

} // namespace cartwright::drafting
