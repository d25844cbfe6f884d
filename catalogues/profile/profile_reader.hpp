// What the readers of the profile's sections share.
#pragma once

#include "catalogues/json_cursor.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

struct ProfileReading {
  const Vocabulary& vocabulary;
  Day today;

  /// A date that cannot lie after today.
  std::optional<PartialDate> past_date(const Cursor& from, std::string_view key) const;
  /// The word of one kind; empty after a problem or when absent.
  std::optional<ConceptId> word(const Cursor& from, std::string_view key, ConceptKind kind,
                                const std::string& what) const;
  /// The same; a word to which no known one is near is only warned of, with what becomes of it.
  std::optional<ConceptId> word_or_warning(const Cursor& from, std::string_view key, ConceptKind kind,
                                           const std::string& what, const std::string& consequence) const;
  std::optional<ConceptId> lookup(const Cursor& place, const std::string& name,
                                  std::span<const ConceptKind> kinds, const std::string& what) const;
  /// {"value", "unit"} of one of the dimensions; nothing after a problem.
  std::optional<Quantity> quantity(const Cursor& from, std::initializer_list<Dimension> allowed) const;
  Completeness completeness(const Cursor& from) const;
  void entry(const Cursor& from, Entry& out) const; ///< where, source, uncertain
};

/// Later must not lie before earlier.
void check_order(const Cursor& from, std::string_view earlier_key, const std::optional<PartialDate>& earlier,
                 std::string_view later_key, const std::optional<PartialDate>& later);
/// `keys` plus those that every entry may carry.
std::vector<std::string> entry_keys(std::vector<std::string> keys);

void read_person(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_disease(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_therapies(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_findings(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_medications(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_tissue(const Cursor& root, const ProfileReading& reading, Patient& out);
void read_support(const Cursor& root, const ProfileReading& reading, Patient& out);

} // namespace cartwright
