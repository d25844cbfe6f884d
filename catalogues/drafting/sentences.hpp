// One sentence read as a rule, a matter of judgement, an exception to what stood before, or not at all.
#pragma once

#include <string>
#include <vector>

#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

enum class ReadingKind : std::uint8_t {
  rule,          ///< something to evaluate, statements may stand beside it
  judgement,     ///< a person decides
  not_public,    ///< the record says that there is more, without figures
  allowance,     ///< "... are eligible": bars nothing; an exception to what stood before
  note,          ///< explains: a definition, a reference
  not_understood
};

struct Reading {
  ReadingKind kind = ReadingKind::not_understood;
  Expression rule;       ///< of a rule, judgement or not_public
  double confidence = 0;
  std::string reason;    ///< why it is not a rule
};

/// `pieces` without the full stop. An exclusion's reading says what excludes.
Reading read_sentence(std::span<const Piece> pieces, const Context& context, const Vocabulary& vocabulary);

/// The spans of the sentences of a passage.
std::vector<std::vector<Token>> sentences_of(const std::vector<Token>& tokens);

} // namespace cartwright::drafting
