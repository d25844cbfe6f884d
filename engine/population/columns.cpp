#include "engine/population/columns.hpp"

#include <algorithm>
#include <limits>

#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

constexpr double open_side = std::numeric_limits<double>::infinity();

/// A product that is not named may be any drug.
bool may_be_any(const Patient& patient, const Vocabulary& vocabulary) {
  return std::any_of(patient.therapies.items.begin(), patient.therapies.items.end(),
                     [&](const Episode& episode) {
                       return !episode.agents_known ||
                              std::any_of(episode.agents.begin(), episode.agents.end(),
                                          [&](ConceptId agent) { return vocabulary[agent].generic; });
                     });
}

} // namespace

Columns::Columns(std::size_t patients)
    : patients_(patients), words_(words_for(patients)), turning_(words_, Word{0}) {}

void Columns::grow(const LeafPlan& plan) {
  while (numbers_.size() < plan.numbers().size())
    numbers_.push_back({Doubles(words_ * word_bits, -open_side), Doubles(words_ * word_bits, open_side)});
  while (truths_.size() < plan.truths().size())
    truths_.push_back({Words(words_, Word{0}), Words(words_, Word{0})});
}

void Columns::fill(const LeafPlan& plan, std::size_t patient, const Case& asked, From from) {
  Case of = asked;
  of.bare = true;
  if (from.number == 0 && from.truth == 0) set_bit(turning_.data(), patient, false);
  for (std::size_t i = from.number; i < numbers_.size(); ++i)
    fill_number(plan.numbers()[i], numbers_[i], patient, of);
  for (std::size_t i = from.truth; i < truths_.size(); ++i)
    if (const std::uint32_t family = plan.truths()[i].family;
        family == no_family || !plan.families()[family].drugs)
      put(static_cast<ColumnIndex>(i), patient, plan.truths()[i].test, of);
  for (std::uint32_t family = 0; family < plan.families().size(); ++family)
    if (plan.families()[family].drugs) fill_family(plan, family, patient, of, from);
}

void Columns::take(std::size_t patient, const Columns& from, std::size_t there) {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    numbers_[i].low[patient] = from.numbers_[i].low[there];
    numbers_[i].high[patient] = from.numbers_[i].high[there];
  }
  for (std::size_t i = 0; i < truths_.size(); ++i) {
    set_bit(truths_[i].yes.data(), patient, bit_of(from.truths_[i].yes.data(), there));
    set_bit(truths_[i].no.data(), patient, bit_of(from.truths_[i].no.data(), there));
  }
  set_bit(turning_.data(), patient, bit_of(from.turning_.data(), there));
}

void Columns::fill_number(const NumberColumnPlan& plan, Number& column, std::size_t patient, const Case& of) {
  double low = open_side, high = -open_side;
  for (const Reading& reading : read_number(plan.term, of)) {
    low = std::min(low, reading.range.low.value_or(-open_side));
    high = std::max(high, reading.range.high.value_or(open_side));
    if (!reading.turns.empty()) set_bit(turning_.data(), patient, true);
  }
  column.low[patient] = low;
  column.high[patient] = high;
}

void Columns::put(ColumnIndex column, std::size_t patient, const criteria::Test& test, const Case& of) {
  const Finding finding = evaluate_test(test, of);
  set_bit(truths_[column].yes.data(), patient, finding.truth == Truth::yes);
  set_bit(truths_[column].no.data(), patient, finding.truth == Truth::no);
  if (!finding.turns.empty()) set_bit(turning_.data(), patient, true);
}

/// Only atoms that hold a drug of the patient, or one that a transplant may have brought, are asked; all
/// others have the truth of no drug at all.
void Columns::fill_family(const LeafPlan& plan, std::uint32_t family, std::size_t patient, const Case& of,
                          From from) {
  const SetFamily& own = plan.families()[family];
  const bool any = may_be_any(of.patient, of.vocabulary);
  const Truth untouched = any ? Truth::unknown : evaluate_test(own.empty, of).truth;
  for (const auto& [column, size] : own.size_of) {
    if (column < from.truth) continue;
    if (any) {
      put(column, patient, plan.truths()[column].test, of);
    } else {
      set_bit(truths_[column].yes.data(), patient, untouched == Truth::yes);
      set_bit(truths_[column].no.data(), patient, untouched == Truth::no);
    }
  }
  if (any) return;
  const auto ask = [&](ConceptId agent) {
    if (const auto touched = own.columns_of.find(agent.value()); touched != own.columns_of.end())
      for (const ColumnIndex column : touched->second)
        if (column >= from.truth) put(column, patient, plan.truths()[column].test, of);
  };
  for (const Episode& episode : of.patient.therapies.items)
    std::for_each(episode.agents.begin(), episode.agents.end(), ask);
  std::for_each(of.conditioning->usual.begin(), of.conditioning->usual.end(), ask);
}

} // namespace cartwright
