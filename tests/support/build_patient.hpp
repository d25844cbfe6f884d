// Builds patients for tests, readably: every function adds one entry with its path in the profile and returns
// it for further detail. A returned reference holds until the next entry of that kind.
#pragma once

#include <initializer_list>
#include <string>

#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"
#include "engine/evaluation/case.hpp"

namespace cartwright {

/// "2026", "2026-11", "2026-11-22"; empty: no date. Throws on anything else, as tests should.
std::optional<PartialDate> date(const std::string& text);
Day day(const std::string& text);

class BuildPatient {
public:
  /// The vocabulary has to outlive the builder and the cases it makes.
  explicit BuildPatient(const Vocabulary& words) : words_(words) {}

  /// `agents` are words of the vocabulary, blank between; none: drugs not named.
  Episode& therapy(const std::string& agents, const std::string& start = "", const std::string& stop = "");
  Transplant& transplant(const std::string& type, const std::string& on = "");
  RadiotherapyCourse& radiation(const std::string& start, const std::string& stop = "");
  Measurement& measured(const std::string& test, double value, const std::string& unit,
                        const std::string& on = "");
  SupportEvent& support(const std::string& kind, const std::string& on = "");
  Lesion& lesion(std::optional<bool> contiguous, std::initializer_list<double> size_mm,
                 const std::string& on = "");
  AntigenResult& antigen(const std::string& name, const std::string& result, const std::string& on = "");
  ConditionEntry& condition(const std::string& id, const std::string& state, const std::string& on = "");
  Marker& marker(const std::string& id, MarkerState state, const std::string& on = "");
  Performance& performance(const std::string& scale, double value, const std::string& on = "");
  InfectionTest& infection(const std::string& agent, const std::string& test, const std::string& result,
                           const std::string& on = "");
  CirculatingPlasmaCells& circulating(double percent, const std::string& on = "");
  BuildPatient& weighs(double kg, const std::string& on = "");
  BuildPatient& mapped_by(const std::string& imaging, const std::string& on);
  /// Therapies, transplants, radiotherapy and support are said to be complete.
  BuildPatient& histories_complete();

  ConceptId concept_named(const std::string& word, ConceptKind kind) const;
  /// The patient, for what has no function of its own.
  Patient& operator*() { return patient_; }
  Patient* operator->() { return &patient_; }
  /// The case refers to this builder, which has to outlive it.
  Case on(const std::string& as_of) const { return open_case(patient_, words_, day(as_of)); }

private:
  const Vocabulary& words_;
  Patient patient_;
};

} // namespace cartwright
