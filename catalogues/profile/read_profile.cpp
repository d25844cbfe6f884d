#include "catalogues/profile/read_profile.hpp"

#include <algorithm>

#include "catalogues/profile/profile_reader.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

std::optional<PartialDate> ProfileReading::past_date(const Cursor& from, std::string_view key) const {
  const auto date = from.date(key);
  if (date && date->earliest() > today) {
    from.error(ProblemCode::future_date, key, date->text() + " lies after " + text_of(today),
               "check the year; what is only planned is no fact yet");
    return std::nullopt;
  }
  return date;
}

std::optional<ConceptId> ProfileReading::lookup(const Cursor& place, const std::string& name,
                                                std::span<const ConceptKind> kinds,
                                                const std::string& what) const {
  const Lookup found = vocabulary.find(name, kinds);
  if (found.state == Lookup::State::found) return found.concept_id;
  if (found.state == Lookup::State::ambiguous)
    place.error(ProblemCode::ambiguous_word, "", "\"" + name + "\" has several meanings",
                "write which one: " + join_or(found.choices));
  else
    place.error(ProblemCode::unknown_word, "", "\"" + name + "\" is not a known " + what,
                found.choices.empty() ? "no known name is near" : "nearest: " + join_or(found.choices));
  return std::nullopt;
}

std::optional<ConceptId> ProfileReading::word(const Cursor& from, std::string_view key, ConceptKind kind,
                                              const std::string& what) const {
  const auto name = from.text(key);
  if (!name) return std::nullopt;
  const Lookup known = vocabulary.find(*name, kind);
  if (known.state == Lookup::State::found) return known.concept_id;
  const bool ambiguous = known.state == Lookup::State::ambiguous;
  const std::string hint = known.choices.empty()
                               ? "no known name is near"
                               : (ambiguous ? "write which one: " : "nearest: ") + join_or(known.choices);
  from.error(ambiguous ? ProblemCode::ambiguous_word : ProblemCode::unknown_word, key,
             "\"" + *name + "\" " + (ambiguous ? "has several meanings" : "is not a known " + what), hint);
  return std::nullopt;
}

std::optional<ConceptId> ProfileReading::word_or_warning(const Cursor& from, std::string_view key,
                                                         ConceptKind kind, const std::string& what,
                                                         const std::string& consequence) const {
  const auto name = from.text(key);
  if (!name) return std::nullopt;
  const Lookup known = vocabulary.find(*name, kind);
  if (known.state != Lookup::State::unknown || !known.choices.empty()) return word(from, key, kind, what);
  from.problems().warning(ProblemCode::unknown_word, from.path_of(key),
                          "\"" + *name + "\" is not a known " + what + ": " + consequence,
                          "no known name is near");
  return std::nullopt;
}

std::optional<Quantity> ProfileReading::quantity(const Cursor& from,
                                                 std::initializer_list<Dimension> allowed) const {
  const auto value = from.number("value");
  const auto symbol = from.text("unit");
  if (!from.has("value")) {
    from.problems().warning(ProblemCode::missing_key, from.path_of("value"), "the number is missing",
                            "leave it out when it is not known");
    return std::nullopt;
  }
  if (!from.has("unit"))
    from.error(ProblemCode::missing_key, "unit", "the value has no unit",
               "a bare number is never compared; write its unit");
  if (!value || !symbol) return std::nullopt;
  const Unit* unit = find_unit(*symbol);
  if (unit == nullptr) {
    const auto near = nearest_units(*symbol);
    from.error(ProblemCode::unknown_unit, "unit", "\"" + *symbol + "\" is not a known unit",
               near.empty() ? "" : "nearest: " + join_or(near));
    return std::nullopt;
  }
  if (std::find(allowed.begin(), allowed.end(), unit->dimension) == allowed.end()) {
    from.error(ProblemCode::wrong_unit, "unit",
               "a " + std::string(cartwright::word(unit->dimension)) + " does not fit here",
               "check the unit");
    return std::nullopt;
  }
  if (*value < 0) {
    from.error(ProblemCode::impossible_value, "value", "the value is negative", "check the sign");
    return std::nullopt;
  }
  return Quantity(*value, *unit);
}

Completeness ProfileReading::completeness(const Cursor& from) const {
  Completeness out;
  if (!from.has("complete")) return out;
  for (const char* list : {"episodes", "items", "courses", "events", "lesions"})
    if (from.is_null(list)) {
      from.problems().warning(ProblemCode::contradiction, from.path_of(list),
                              "a list that is null is not known, so it is not complete",
                              "write [] when there is nothing");
      return out;
    }
  const auto since = from.flag_or_object("complete");
  if (!since) return out;
  if (!since->is_object()) {
    out.complete = from.flag("complete").value_or(false);
    return out;
  }
  since->only({"since", "kinds"});
  out.since = past_date(*since, "since");
  if (!since->has("since"))
    since->error(ProblemCode::missing_key, "since", "since when the list is complete is missing",
                 "write {\"since\": \"2026-01-01\"} or true");
  out.kinds = since->texts("kinds");
  return out;
}

void ProfileReading::entry(const Cursor& from, Entry& out) const {
  out.where = from.path();
  out.source = from.text("source").value_or("");
  out.uncertain = from.flag("uncertain").value_or(false);
}

void check_order(const Cursor& from, std::string_view earlier_key, const std::optional<PartialDate>& earlier,
                 std::string_view later_key, const std::optional<PartialDate>& later) {
  if (!earlier || !later || later->latest() >= earlier->earliest()) return;
  from.error(ProblemCode::contradiction, later_key,
             std::string(later_key) + " " + later->text() + " lies before " + std::string(earlier_key) + " " +
                 earlier->text(),
             "check both dates");
}

std::vector<std::string> entry_keys(std::vector<std::string> keys) {
  keys.insert(keys.end(), {"source", "uncertain"});
  return keys;
}

namespace {

const std::vector<std::string>& sections() {
  static const std::vector<std::string> keys = {"profile",
                                                "id",
                                                "summary",
                                                "person",
                                                "diagnosis",
                                                "cytogenetics",
                                                "extramedullary",
                                                "cns",
                                                "circulating_plasma_cells",
                                                "amyloidosis",
                                                "poems",
                                                "tempo",
                                                "therapies",
                                                "transplants",
                                                "radiotherapy",
                                                "antigens",
                                                "measurements",
                                                "support",
                                                "medications",
                                                "residual_disease",
                                                "hla",
                                                "performance",
                                                "infections",
                                                "active_infection",
                                                "conditions",
                                                "other_cancers",
                                                "travel",
                                                "documents",
                                                "notes"};
  return keys;
}

void read_head(const Cursor& root, Patient& out) {
  const std::string shape = root.required_text("profile");
  if (!shape.empty() && shape != "cartwright/patient@1")
    root.error(ProblemCode::unknown_word, "profile",
               "\"" + shape + "\" is not a shape of profile that this program reads",
               "write \"cartwright/patient@1\"");
  out.id = PatientId{root.required_text("id")};
  constexpr std::size_t longest = 100;
  if (out.id.text().size() > longest)
    root.error(ProblemCode::too_large, "id", "the id is longer than 100 bytes", "use a short pseudonym");
  out.summary = root.text("summary").value_or("");
  out.notes = root.text("notes").value_or("");
}

} // namespace

Patient read_profile(const Cursor& root, const Vocabulary& vocabulary, Day today) {
  Patient out;
  if (!root.expect_object()) return out;
  const ProfileReading reading{vocabulary, today};
  root.only(sections());
  read_head(root, out);
  read_person(root, reading, out);
  read_disease(root, reading, out);
  read_therapies(root, reading, out);
  read_findings(root, reading, out);
  read_support(root, reading, out);
  read_medications(root, reading, out);
  read_tissue(root, reading, out);
  return out;
}

Result<Patient> read_profile(std::string_view json, const Vocabulary& vocabulary, Day today) {
  const auto document = JsonDocument::parse(json);
  if (!document) return document.problems();
  Problems problems;
  Patient out = read_profile(Cursor(document->root(), "", problems), vocabulary, today);
  if (problems.has_errors()) return problems;
  return Result<Patient>(std::move(out), std::move(problems));
}

} // namespace cartwright
