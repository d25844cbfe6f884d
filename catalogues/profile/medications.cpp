// What is taken beside the treatment of the myeloma: each medicine with its days.
#include <algorithm>
#include <array>

#include "catalogues/profile/profile_reader.hpp"

namespace cartwright {

namespace {

/// Where drugs of a class are recorded instead; their list answers for them.
struct ElsewhereRow {
  std::string_view drug_class;
  const char* where;
};
constexpr std::array elsewhere = {
    ElsewhereRow{"steroid", "write it under support as systemic_steroid, or under therapies"},
    ElsewhereRow{"anti_myeloma", "write it under therapies"},
    ElsewhereRow{"investigational", "write it under therapies"},
    ElsewhereRow{"immunosuppressant", "write it under therapies"}};

bool belongs_elsewhere(const Cursor& from, ConceptId agent, const Vocabulary& vocabulary) {
  for (const ElsewhereRow& row : elsewhere) {
    const auto wide = vocabulary.known(row.drug_class, ConceptKind::drug_class);
    if (!wide || !vocabulary.is_a(agent, *wide)) continue;
    from.error(ProblemCode::contradiction, "agent",
               vocabulary[agent].label + " is not a medicine beside the treatment", row.where);
    return true;
  }
  return false;
}

/// `date` is the one day of a vaccine or a single dose.
void read_days(const Cursor& from, const ProfileReading& reading, Episode& out) {
  if (from.has("date") && (from.has("start") || from.has("stop")))
    from.error(ProblemCode::contradiction, "date", "\"date\" stands beside start or stop",
               "a single dose has a date; what is taken for a time has start and stop");
  const bool single = from.has("date");
  out.start = reading.past_date(from, single ? "date" : "start");
  out.stop = single ? out.start : reading.past_date(from, "stop");
  check_order(from, "start", out.start, "stop", out.stop);
  if (!from.flag("ongoing").value_or(false)) return;
  out.stop_reason = "ongoing";
  if (out.stop)
    from.error(ProblemCode::contradiction, "ongoing", "\"ongoing\" stands beside the last day",
               "keep one of them");
}

std::optional<Episode> read_medication(const Cursor& from, const ProfileReading& reading) {
  Episode out;
  from.only(entry_keys({"agent", "start", "stop", "date", "ongoing"}));
  reading.entry(from, out);
  out.intent = "supportive";
  if (!from.has("agent"))
    from.error(ProblemCode::missing_key, "agent", "the medicine is not named", "write its generic name");
  const auto agent = reading.word_or_warning(from, "agent", ConceptKind::agent, "drug",
                                             "it may be of any class that is asked for");
  read_days(from, reading, out);
  if (agent && belongs_elsewhere(from, *agent, reading.vocabulary)) return std::nullopt;
  if (agent) out.agents = {*agent};
  out.agents_known = agent.has_value();
  out.regimen = agent ? "" : from.text("agent").value_or("");
  return out;
}

} // namespace

void read_medications(const Cursor& root, const ProfileReading& reading, Patient& out) {
  const auto from = root.object("medications");
  if (!from) return;
  from->only({"complete", "items"});
  out.medications.complete = reading.completeness(*from);
  for (const Cursor& entry : from->list("items"))
    if (entry.expect_object())
      if (auto medication = read_medication(entry, reading)) out.medications.items.push_back(*medication);
}

} // namespace cartwright
