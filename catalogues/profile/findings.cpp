#include "catalogues/profile/profile_reader.hpp"
#include "catalogues/profile/report_words.hpp"
#include "engine/domain/limit_multiple.hpp"
#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// What an entry does not say is not known; the entry is told of, and does not count.
void warn_missing(const Cursor& entry, std::string_view key, const std::string& message,
                  const std::string& hint) {
  entry.problems().warning(ProblemCode::missing_key, entry.path_of(key), message, hint);
}

void read_antigens(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("antigens")) {
    if (!entry.expect_object()) continue;
    AntigenResult result;
    entry.only(entry_keys({"antigen", "assay", "specimen", "result", "percent", "date"}));
    reading.entry(entry, result);
    if (!entry.has("antigen"))
      warn_missing(entry, "antigen", "the antigen is missing", "write BCMA, GPRC5D, FcRH5 ...");
    const auto id = reading.word(entry, "antigen", ConceptKind::antigen, "antigen");
    result.assay = read_assay(entry);
    result.specimen = read_specimen(entry);
    result.result = entry.one_of("result", {"positive", "low", "negative", "not_tested"}).value_or("");
    result.percent = entry.number_in("percent", 0, 100);
    result.date = reading.past_date(entry, "date");
    if (result.result == "negative" && result.percent.value_or(0) > 50)
      entry.error(ProblemCode::contradiction, "percent",
                  "\"negative\" stands beside " + number_text(*result.percent) + " %", "check both");
    if (!id) continue;
    result.antigen = *id;
    out.antigens.push_back(std::move(result));
  }
}

std::string shown(double value, const MeasurementFacts& facts) {
  return Quantity(value, *facts.unit).text();
}

/// A factor by which the value may have slipped, when that would make it plausible.
std::string likely_reading(double stored, const MeasurementFacts& facts) {
  for (const double factor : {10.0, 100.0, 1000.0, 0.1, 0.01, 0.001}) {
    const double other = stored * factor;
    if ((!facts.low || other >= *facts.low) && (!facts.high || other <= *facts.high))
      return "; " + shown(other, facts) + " would be plausible";
  }
  return "";
}

void flag_slip(const Cursor& entry, const MeasurementFacts& facts, const std::string& label,
               Measurement& out) {
  if (!out.stored) return;
  const bool low = facts.low && compare_values(*out.stored, *facts.low) == std::weak_ordering::less;
  const bool high = facts.high && compare_values(*out.stored, *facts.high) == std::weak_ordering::greater;
  if (!low && !high) return;
  out.probable_slip = true;
  const std::string bounds = (facts.low ? shown(*facts.low, facts) : "0") + " to " +
                             (facts.high ? shown(*facts.high, facts) : "any");
  entry.problems().warning(ProblemCode::probable_unit_slip, entry.path_of("value"),
                           label + " " + out.as_written.text() + " lies outside what the test can give (" +
                               bounds + ")" + likely_reading(*out.stored, facts),
                           "check the unit against the report; the value does not count until it is mended");
}

/// As this test is also reported: sodium in mEq/L, a share as a plain 0.38, eGFR without the body surface.
const Unit* usual_unit(const Cursor& entry, const std::string& symbol, double value, const std::string& test,
                       const MeasurementFacts& facts) {
  const std::string folded = normalised(symbol);
  if ((test == "sodium" || test == "potassium") && folded == "meql") return find_unit("mmol/L");
  const Unit* unit = find_unit(symbol);
  if (unit == nullptr) return find_limit_multiple(symbol);
  if (facts.unit->dimension == Dimension::percent && unit->dimension == Dimension::number && value <= 1)
    return find_unit("fraction");
  if (facts.unit->dimension != Dimension::flow_per_area || unit->dimension != Dimension::flow) return unit;
  entry.problems().warning(ProblemCode::wrong_unit, entry.path_of("unit"),
                           "a filtration rate without the body surface is taken as per 1.73 m2",
                           "write mL/min/1.73m2, or creatinine_clearance");
  return find_unit("mL/min/1.73m2");
}

/// The unit as written; the test's own for plain numbers without one. Nothing after a problem.
const Unit* read_unit(const Cursor& entry, ConceptId test, double value, const ProfileReading& reading) {
  const auto& record = reading.vocabulary[test];
  const MeasurementFacts& facts = *record.measurement;
  const auto symbol = entry.text("unit");
  const bool blank = !entry.has("unit") || (symbol && trimmed(*symbol).empty());
  if (blank && facts.unit->dimension == Dimension::number) return facts.unit;
  if (blank)
    entry.error(ProblemCode::missing_key, "unit", "the value of " + record.label + " has no unit",
                "write for example " + std::string(facts.unit->symbol) + "; a bare number is never compared");
  if (blank || !symbol) return nullptr;
  const Unit* unit = usual_unit(entry, *symbol, value, record.id, facts);
  if (unit != nullptr) return unit;
  const auto near = nearest_units(*symbol);
  entry.error(ProblemCode::unknown_unit, "unit", "\"" + *symbol + "\" is not a known unit",
              near.empty() ? "this test is measured in " + std::string(facts.unit->symbol)
                           : "nearest: " + join_or(near));
  return nullptr;
}

void read_limits(const Cursor& entry, const MeasurementFacts& facts, const Unit& unit, Measurement& out) {
  const auto limit = [&](std::string_view key) -> std::optional<double> {
    const auto number = entry.number(key);
    return number ? to_stored_unit(facts, *number, unit) : std::nullopt;
  };
  out.lower_limit = limit("lower_limit");
  out.upper_limit = limit("upper_limit");
  if (out.lower_limit && out.upper_limit && *out.lower_limit > *out.upper_limit)
    entry.error(ProblemCode::contradiction, "lower_limit", "the lower limit lies above the upper one",
                "check both");
  if (out.upper_limit && *out.upper_limit <= 0)
    entry.error(ProblemCode::impossible_value, "upper_limit", "an upper limit of zero has no multiples",
                "leave it out when the report states none");
}

/// The test's value and limits in its stored unit; a multiple of the limit stays one.
std::optional<Measurement> read_value(const Cursor& entry, ConceptId test, const ProfileReading& reading) {
  const auto& record = reading.vocabulary[test];
  const MeasurementFacts& facts = *record.measurement;
  const auto value = entry.number("value");
  if (!entry.has("value"))
    warn_missing(entry, "value", "the value is missing", "leave the entry out when it is not known");
  const Unit* unit = read_unit(entry, test, value.value_or(0), reading);
  if (!value || unit == nullptr) return std::nullopt;
  if (*value < 0) {
    entry.error(ProblemCode::impossible_value, "value", "the value is negative", "check the sign");
    return std::nullopt;
  }
  Measurement out{{}, test, Quantity(*value, *unit), to_stored_unit(facts, *value, *unit), {}, {}, {}, {},
                  {}, false};
  if (is_limit_multiple(out.as_written)) {
    out.stored = *value;
    return out;
  }
  if (!out.stored) {
    entry.error(ProblemCode::wrong_unit, "unit",
                record.label + " cannot be given in " + std::string(unit->symbol),
                "this test is measured in " + std::string(facts.unit->symbol));
    return std::nullopt;
  }
  read_limits(entry, facts, *unit, out);
  flag_slip(entry, facts, record.label, out);
  return out;
}

void read_measurements(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("measurements")) {
    if (!entry.expect_object()) continue;
    entry.only(entry_keys({"test", "value", "unit", "date", "lower_limit", "upper_limit", "method", "at"}));
    if (!entry.has("test"))
      warn_missing(entry, "test", "what was measured is missing", "write platelets, creatinine ...");
    const auto test = reading.word_or_warning(entry, "test", ConceptKind::measurement, "measurement",
                                              "no rule asks for it; it is left out");
    const auto date = reading.past_date(entry, "date");
    const std::string at = entry.one_of("at", {"diagnosis", "relapse"}).value_or("");
    if (!test) continue;
    auto measurement = read_value(entry, *test, reading);
    if (!measurement) continue;
    reading.entry(entry, *measurement);
    measurement->date = date;
    measurement->method = entry.text("method").value_or("");
    measurement->at = at;
    out.measurements.push_back(std::move(*measurement));
  }
}

void read_performance(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("performance")) {
    if (!entry.expect_object()) continue;
    Performance performance;
    entry.only(entry_keys({"scale", "value", "date", "due_to"}));
    reading.entry(entry, performance);
    performance.scale = entry.one_of("scale", {"ECOG", "Karnofsky"}).value_or("");
    performance.due_to = entry.one_of("due_to", {"bone_pain", "local_myeloma_symptoms"}).value_or("");
    performance.date = reading.past_date(entry, "date");
    const auto value =
        performance.scale == "Karnofsky" ? entry.whole("value", 0, 100) : entry.whole("value", 0, 5);
    if (!entry.has("scale")) warn_missing(entry, "scale", "the scale is missing", "write ECOG or Karnofsky");
    if (!entry.has("value"))
      warn_missing(entry, "value", "the value is missing", "ECOG is 0 to 5, Karnofsky 0 to 100");
    if (!value || performance.scale.empty()) continue;
    performance.value = *value;
    out.performance.push_back(std::move(performance));
  }
}

void read_infections(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("infections")) {
    if (!entry.expect_object()) continue;
    InfectionTest test;
    entry.only(entry_keys({"agent", "test", "result", "date"}));
    reading.entry(entry, test);
    test.agent = read_organism(entry);
    if (shows_immunity_only(entry)) {
      entry.problems().warning(ProblemCode::unknown_word, entry.path_of("test"),
                               "no rule asks for the surface antibody; it is left out", "");
      continue;
    }
    test.test = read_infection_test(entry, test.agent);
    if (entry.text("result").value_or("") == "not_tested") continue;
    test.result = read_infection_result(entry);
    if (test.result == "not_told") test.result.clear();
    test.date = reading.past_date(entry, "date");
    for (const char* key : {"agent", "test", "result"})
      if (!entry.has(key))
        warn_missing(entry, key, std::string("\"") + key + "\" is missing",
                     "an infection test names agent, test and result");
    if (!test.agent.empty() && !test.test.empty()) out.infections.push_back(std::move(test));
  }
  if (const auto from = root.object("active_infection")) {
    from->only(entry_keys({"state", "date"}));
    out.active_infection.state = from->one_of("state", {"none", "present", "controlled"}).value_or("");
    out.active_infection.date = reading.past_date(*from, "date");
  }
}

void read_conditions(const Cursor& root, std::string_view key, const ProfileReading& reading,
                     History<ConditionEntry>& out) {
  const auto from = root.object(key);
  if (!from) return;
  from->only({"complete", "items"});
  out.complete = reading.completeness(*from);
  bool all_known = true;
  for (const Cursor& entry : from->list("items")) {
    if (!entry.expect_object()) continue;
    ConditionEntry condition;
    entry.only(entry_keys({"condition", "state", "date", "since", "grade", "detail"}));
    reading.entry(entry, condition);
    if (!entry.has("condition"))
      warn_missing(entry, "condition", "the condition is missing", "name it, or leave the entry out");
    const auto id = reading.word_or_warning(entry, "condition", ConceptKind::condition, "condition",
                                            "without it the list is not taken as complete");
    all_known = all_known && id;
    condition.state = entry.one_of("state", {"present", "absent", "resolved"}).value_or("");
    condition.date = reading.past_date(entry, "date");
    condition.since = reading.past_date(entry, "since");
    condition.grade = entry.whole("grade", 0, 5);
    if (condition.grade == 0 && condition.state == "present")
      entry.problems().warning(ProblemCode::contradiction, entry.path_of("grade"),
                               "grade 0 stands beside \"present\"", "write absent, or the grade");
    condition.detail = entry.text("detail").value_or("");
    if (!id) continue;
    condition.condition = *id;
    out.items.push_back(std::move(condition));
  }
  if (!all_known) out.complete = {};
}

void read_documents(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("documents")) {
    if (!entry.expect_object()) continue;
    Document document;
    entry.only(entry_keys({"group", "date", "language", "translated"}));
    reading.entry(entry, document);
    const auto group = reading.word(entry, "group", ConceptKind::document, "group of documents");
    document.date = reading.past_date(entry, "date");
    document.language = entry.text("language").value_or("");
    document.translated = entry.flag("translated");
    if (!group) continue;
    document.group = reading.vocabulary[*group].id;
    out.documents.push_back(std::move(document));
  }
}

} // namespace

void read_findings(const Cursor& root, const ProfileReading& reading, Patient& out) {
  read_antigens(root, reading, out);
  read_measurements(root, reading, out);
  read_performance(root, reading, out);
  read_infections(root, reading, out);
  read_conditions(root, "conditions", reading, out.conditions);
  read_conditions(root, "other_cancers", reading, out.other_cancers);
  read_documents(root, reading, out);
}

void read_support(const Cursor& root, const ProfileReading& reading, Patient& out) {
  const auto from = root.object("support");
  if (!from) return;
  from->only({"complete", "events"});
  out.support.complete = reading.completeness(*from);
  for (const Cursor& entry : from->list("events")) {
    if (!entry.expect_object()) continue;
    SupportEvent event;
    entry.only(entry_keys({"kind", "date", "until", "agent", "dose"}));
    reading.entry(entry, event);
    if (!entry.has("kind"))
      warn_missing(entry, "kind", "the kind of support is missing",
                   "write platelet_transfusion, g_csf, systemic_steroid ...");
    event.kind = read_support_kind(entry);
    event.date = reading.past_date(entry, "date");
    event.until = reading.past_date(entry, "until");
    event.agent = reading.word(entry, "agent", ConceptKind::agent, "drug");
    if (const auto dose = entry.object("dose"))
      event.dose = reading.quantity(*dose, {Dimension::mass_rate, Dimension::mass, Dimension::mass_per_mass});
    check_order(entry, "date", event.date, "until", event.until);
    if (event.kind.empty())
      out.support.complete = {}; // what it was may be what is asked for
    else
      out.support.items.push_back(std::move(event));
  }
}

} // namespace cartwright
