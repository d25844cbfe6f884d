// The options by which a test says which episodes of a drug count: `dose >= 25 mg`, `as maintenance`,
// `in last_line`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/phrase.hpp"

namespace cartwright::criteria {

/// Reads one option when the phrase is one: true then, whether or not it could be read.
class EpisodeFilterReader {
public:
  explicit EpisodeFilterReader(const Checking& checking) : checking_(checking) {}
  bool accept(const Phrase& phrase);
  /// Every option taken was read.
  bool whole() const { return whole_; }
  const EpisodeFilter& filter() const { return out_; }
  /// "; dose >= 25 mg; as maintenance; in last_line"
  std::string text() const;

private:
  bool read_dose(PhraseReader& reader);
  bool read_intents(PhraseReader& reader);
  bool read_position(PhraseReader& reader);

  const Checking& checking_;
  EpisodeFilter out_;
  bool whole_ = true;
};

/// `last_line`, `first_line`, `last_therapy` alone in a phrase; nothing for anything else.
std::optional<Position> position_named(const Phrase& phrase);

} // namespace cartwright::criteria
