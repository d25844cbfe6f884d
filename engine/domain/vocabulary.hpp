// The words of the field and how they hang together: a DAG (agent -> class -> wider class, condition is-a
// condition) and its closure, with names, targets, modalities, units and plausible bounds. Built once, then
// constant.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/ids.hpp"
#include "engine/domain/problem.hpp"
#include "engine/domain/quantity.hpp"

namespace cartwright {

enum class ConceptKind : std::uint8_t {
  agent,
  drug_class, ///< modalities (car_t, bispecific, adc ...) are classes too
  regimen,
  antigen,
  condition,
  measurement,
  marker,
  document
};

std::string_view word(ConceptKind kind);

/// Where a fact of the catalogue comes from.
struct Source {
  std::string url;
  std::string seen; ///< a date, or empty when the source is the project itself
  std::string text; ///< named instead of a URL
};

/// As published: one value twice, or from the shortest to the longest of several.
struct HalfLife {
  double low = 0, high = 0; ///< in the unit of the source
  bool in_hours = false;    ///< otherwise in days
  Source source;
  bool verified = false;

  double shortest_days() const { return in_hours ? low / 24 : low; }
  double longest_days() const { return in_hours ? high / 24 : high; }
};
std::string in_words(const HalfLife& half_life); ///< "18 to 23 d", "9.5 h"

/// What a measurement says beyond its name. Bounds are in the stored unit; outside them a unit slip is
/// probable.
struct MeasurementFacts {
  const Unit* unit = nullptr;
  struct Bridge {
    const Unit* unit = nullptr; ///< any unit of this dimension converts through this one
    double factor = 1;          ///< value in `unit` times factor is the value in the stored unit
  };
  std::vector<Bridge> bridges;
  std::optional<double> low, high;
  std::string question;
  std::string document;
};

/// One entry as read, before the graph is built. Ids of other entries are words.
struct ConceptRecord {
  ConceptKind kind = ConceptKind::agent;
  std::string id;
  std::string label;
  std::vector<std::string> names;
  std::vector<std::string> parents;  ///< is-a; for an agent its classes and its modality
  std::vector<std::string> targets;  ///< antigens aimed at
  std::vector<std::string> agents;   ///< what a regimen holds
  std::string modality;              ///< of an agent; empty when it has none
  std::optional<HalfLife> half_life; ///< of an agent
  /// Of a class: no agent of it is expected to have a longer one. Of an agent without a half-life of its own:
  /// that of its classes. It may end a washout, it never keeps one open.
  std::optional<HalfLife> assumed_half_life;
  bool generic = false; ///< "a BCMA CAR-T, product unknown"
  std::optional<MeasurementFacts> measurement;
  Source source;
  bool verified = false;
  std::string where; ///< file and place, for problems
};

struct AmbiguousWord {
  std::string word;
  std::vector<std::string> choices;
};

/// What a word means among the kinds asked for.
struct Lookup {
  enum class State : std::uint8_t { found, ambiguous, unknown };
  State state = State::unknown;
  ConceptId concept_id{};
  std::vector<std::string> choices; ///< of an ambiguous word, or the nearest known ones
};

class Vocabulary {
public:
  /// Checks every reference, name clash and cycle; all problems in one go. With errors nothing is built.
  static std::shared_ptr<const Vocabulary> build(std::vector<ConceptRecord> records,
                                                 std::vector<AmbiguousWord> ambiguous, Problems& problems);
  ~Vocabulary();

  std::size_t size() const;
  const ConceptRecord& operator[](ConceptId id) const;
  /// By exact id first, then by any name: case, blanks, hyphens, underscores and slashes do not matter.
  Lookup find(std::string_view name, std::span<const ConceptKind> kinds) const;
  Lookup find(std::string_view name, ConceptKind kind) const { return find(name, std::span(&kind, 1)); }
  /// The same without the nearest words: for running text, most of whose words are no names.
  std::optional<ConceptId> named(std::string_view name, ConceptKind kind) const;
  /// By exact id, without looking for names or neighbours: for words that the engine itself knows.
  std::optional<ConceptId> known(std::string_view id, ConceptKind kind) const;
  /// Reflexive: every concept is itself.
  bool is_a(ConceptId narrow, ConceptId wide) const;
  /// All agents at or below a class or agent, sorted.
  std::span<const ConceptId> agents_below(ConceptId wide) const;
  std::span<const ConceptId> agents_aimed_at(ConceptId antigen) const;
  std::span<const ConceptId> targets_of(ConceptId agent) const;
  std::span<const ConceptId> agents_of_regimen(ConceptId regimen) const;
  std::vector<ConceptId> all(ConceptKind kind) const;

private:
  Lookup look_up(std::string_view name, std::span<const ConceptKind> kinds) const;
  struct Tables;
  explicit Vocabulary(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

/// `value` of a test in its stored unit; nothing when no conversion inside one dimension or over a bridge
/// exists.
std::optional<double> to_stored_unit(const MeasurementFacts& facts, double value, const Unit& unit);

} // namespace cartwright
