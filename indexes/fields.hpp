// The field table: everything that the index knows about a document, proved at compile time. A change here is
// a new schema version, so that an older index is refused.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cartwright {

enum class IndexField : std::uint8_t {
  // words, found by a query
  identity,
  title,
  name, ///< of a centre or product, in any spelling
  product,
  target,
  drug,
  condition,
  site,
  place,
  sponsor,
  summary,
  criteria,
  status_words,
  // terms, matched whole
  kind,
  concept_id, ///< of the vocabulary, whatever it was called
  target_term,
  status,
  recruiting,
  phase,
  country,
  city,
  emd_rule,
  prior_bcma,
  modality,
  guard,      ///< a recorded fact that alone makes the trial ineligible
  completion, ///< a name to offer while somebody types
  whole_name, ///< an id or a name of the record itself: who asks for it whole wants this record first
  // numbers
  age_low,
  age_high,
  guard_age ///< above this age, in years, the trial is ineligible
};

enum class Holds : std::uint8_t { words, term, number };

struct FieldRow {
  IndexField field;
  std::string_view name; ///< as in questions and answers
  Holds holds;
  std::uint32_t weight;    ///< how often a word counts; 0 for what is not words
  std::string_view prefix; ///< of terms in the index
  int slot;                ///< of values; -1: none
  bool facet;              ///< counted over all that a query finds
};

inline constexpr std::array index_fields{
    FieldRow{IndexField::identity, "id", Holds::words, 12, "", -1, false},
    FieldRow{IndexField::title, "title", Holds::words, 5, "", -1, false},
    FieldRow{IndexField::name, "name", Holds::words, 10, "", -1, false},
    FieldRow{IndexField::product, "product_words", Holds::words, 5, "", -1, false},
    FieldRow{IndexField::target, "target_words", Holds::words, 4, "", -1, false},
    FieldRow{IndexField::drug, "drug", Holds::words, 2, "", -1, false},
    FieldRow{IndexField::condition, "condition", Holds::words, 2, "", -1, false},
    FieldRow{IndexField::site, "site", Holds::words, 2, "", -1, false},
    FieldRow{IndexField::place, "place", Holds::words, 3, "", -1, false},
    FieldRow{IndexField::sponsor, "sponsor", Holds::words, 2, "", -1, false},
    FieldRow{IndexField::summary, "summary", Holds::words, 2, "", -1, false},
    FieldRow{IndexField::criteria, "criteria", Holds::words, 1, "", -1, false},
    FieldRow{IndexField::status_words, "status_words", Holds::words, 1, "", -1, false},
    FieldRow{IndexField::kind, "kind", Holds::term, 0, "XK", 0, true},
    FieldRow{IndexField::concept_id, "concept", Holds::term, 0, "XC", -1, false},
    FieldRow{IndexField::target_term, "target", Holds::term, 0, "XT", 1, true},
    FieldRow{IndexField::status, "status", Holds::term, 0, "XS", 2, true},
    FieldRow{IndexField::recruiting, "recruiting", Holds::term, 0, "XR", 3, true},
    FieldRow{IndexField::phase, "phase", Holds::term, 0, "XP", 4, true},
    FieldRow{IndexField::country, "country", Holds::term, 0, "XL", 5, true},
    FieldRow{IndexField::city, "city", Holds::term, 0, "XY", 6, true},
    FieldRow{IndexField::emd_rule, "emd_rule", Holds::term, 0, "XE", 7, true},
    FieldRow{IndexField::prior_bcma, "prior_bcma", Holds::term, 0, "XB", 8, true},
    FieldRow{IndexField::modality, "modality", Holds::term, 0, "XM", 9, true},
    FieldRow{IndexField::guard, "guard", Holds::term, 0, "XG", -1, false},
    FieldRow{IndexField::completion, "completion", Holds::term, 0, "XN", -1, false},
    FieldRow{IndexField::whole_name, "whole_name", Holds::term, 0, "XW", -1, false},
    FieldRow{IndexField::age_low, "age_low", Holds::number, 0, "", 10, false},
    FieldRow{IndexField::age_high, "age_high", Holds::number, 0, "", 11, false},
    FieldRow{IndexField::guard_age, "guard_age", Holds::number, 0, "", 12, false},
};

inline constexpr int index_schema = 3; ///< raised with every change of what is written into an index

constexpr const FieldRow& row_of(IndexField field) {
  return index_fields[static_cast<std::size_t>(field)];
}

namespace field_proof {

constexpr bool rows_in_order() {
  for (std::size_t i = 0; i < index_fields.size(); ++i)
    if (static_cast<std::size_t>(index_fields[i].field) != i) return false;
  return index_fields.size() == static_cast<std::size_t>(IndexField::guard_age) + 1;
}

/// Equal prefixes, slots or names would mix two fields up.
constexpr bool nothing_shared() {
  for (std::size_t i = 0; i < index_fields.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const FieldRow &a = index_fields[i], &b = index_fields[j];
      if (a.name == b.name || (a.slot >= 0 && a.slot == b.slot)) return false;
      if (!a.prefix.empty() && a.prefix == b.prefix) return false;
    }
  return true;
}

constexpr bool each_fits_its_kind() {
  for (const FieldRow& row : index_fields) {
    if ((row.holds == Holds::words) != (row.weight > 0)) return false;
    if ((row.holds == Holds::term) != (row.prefix.size() == 2 && row.prefix[0] == 'X')) return false;
    if (row.holds == Holds::number && row.slot < 0) return false;
    if (row.facet && (row.holds != Holds::term || row.slot < 0)) return false;
  }
  return true;
}

static_assert(rows_in_order() && nothing_shared() && each_fits_its_kind());

} // namespace field_proof

} // namespace cartwright
