#include <algorithm>
#include <array>

#include "catalogues/profile/profile_reader.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

void add_agents(std::vector<ConceptId>& into, std::span<const ConceptId> more) {
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

/// "study drug" names nothing; what it held is not known.
bool names_nothing(const std::string& name) {
  constexpr std::array words = {"studydrug",
                                "studyagent",
                                "studymedication",
                                "studytreatment",
                                "trialdrug",
                                "trialagent",
                                "clinicaltrial",
                                "investigationaldrug",
                                "investigationalagent",
                                "investigationalproduct",
                                "experimentaldrug",
                                "unknown",
                                "notknown",
                                "notrecorded",
                                "blinded"};
  return std::find(words.begin(), words.end(), normalised(name)) != words.end();
}

void read_regimen(const Cursor& from, const ProfileReading& reading, Episode& out) {
  out.regimen = from.text("regimen").value_or("");
  if (out.regimen.empty()) return;
  if (names_nothing(out.regimen)) {
    out.agents_known = from.has("agents");
    return;
  }
  const std::array kinds = {ConceptKind::regimen, ConceptKind::agent};
  const Lookup found = reading.vocabulary.find(out.regimen, kinds);
  if (found.state == Lookup::State::found) {
    if (reading.vocabulary[found.concept_id].kind == ConceptKind::agent)
      return add_agents(out.agents, std::span(&found.concept_id, 1));
    return add_agents(out.agents, reading.vocabulary.agents_of_regimen(found.concept_id));
  }
  if (from.has("agents")) return; // a local name is welcome when the drugs are named
  const bool ambiguous = found.state == Lookup::State::ambiguous;
  const std::string hint = found.choices.empty()
                               ? "name the drugs in agents"
                               : (ambiguous ? "write which one: " : "nearest: ") + join_or(found.choices) +
                                     "; or name the drugs in agents";
  from.error(ambiguous ? ProblemCode::ambiguous_word : ProblemCode::unknown_word, "regimen",
             "\"" + out.regimen + "\" " +
                 (ambiguous ? "has several meanings" : "is not a known regimen or drug"),
             hint);
}

/// "chemotherapy" is the name of a class; the agent of it whose name is not known. Nothing: none, or several.
std::optional<ConceptId> unnamed_of_class(const std::string& name, const Vocabulary& vocabulary) {
  const Lookup found = vocabulary.find(name, ConceptKind::drug_class);
  if (found.state != Lookup::State::found) return std::nullopt;
  std::optional<ConceptId> out;
  for (const ConceptId agent : vocabulary.agents_below(found.concept_id)) {
    const ConceptRecord& record = vocabulary[agent];
    const std::size_t classes = record.parents.size() - (record.modality.empty() ? 0 : 1);
    const bool direct = std::find(record.parents.begin(), record.parents.end(),
                                  vocabulary[found.concept_id].id) != record.parents.end();
    if (!record.generic || !direct || classes != 1 || !record.targets.empty() ||
        !record.label.ends_with("not named"))
      continue;
    if (out) return std::nullopt;
    out = agent;
  }
  return out;
}

/// What names no drug is read as one that is not named, and said so.
std::optional<ConceptId> read_unnamed(const Cursor& entry, const std::string& name,
                                      const Vocabulary& vocabulary) {
  const std::array kinds = {ConceptKind::agent};
  if (vocabulary.find(name, kinds).state != Lookup::State::unknown) return std::nullopt;
  const auto out = unnamed_of_class(name, vocabulary);
  if (out)
    entry.problems().warning(ProblemCode::unknown_word, entry.path(),
                             "\"" + name + "\" names no drug: it is read as " + vocabulary[*out].label +
                                 ", which leaves open what it was",
                             "name the drugs");
  return out;
}

void read_agents(const Cursor& from, const ProfileReading& reading, Episode& out) {
  const std::array kinds = {ConceptKind::agent};
  for (const Cursor& entry : from.list("agents")) {
    const auto name = entry.as_text();
    if (!name) continue;
    if (names_nothing(*name)) {
      entry.problems().warning(ProblemCode::unknown_word, entry.path(),
                               "\"" + *name + "\" names no drug: what was given is left open",
                               "name the drug when it becomes known");
      out.agents_known = false;
      continue;
    }
    if (const auto unnamed = read_unnamed(entry, *name, reading.vocabulary)) {
      add_agents(out.agents, std::span(&*unnamed, 1));
      continue;
    }
    if (const auto id = reading.lookup(entry, *name, kinds, "drug"))
      add_agents(out.agents, std::span(&*id, 1));
  }
}

void read_doses(const Cursor& from, const ProfileReading& reading, Episode& out) {
  for (const Cursor& entry : from.list("doses")) {
    AgentDose dose;
    entry.only(entry_keys({"agent", "value", "unit"}));
    const auto agent = reading.word(entry, "agent", ConceptKind::agent, "drug");
    const auto amount = reading.quantity(
        entry, {Dimension::mass, Dimension::mass_per_area, Dimension::mass_per_mass, Dimension::mass_rate});
    if (!agent) continue;
    dose.agent = *agent;
    dose.dose = amount;
    out.doses.push_back(std::move(dose));
  }
}

Episode read_episode(const Cursor& from, const ProfileReading& reading) {
  Episode out;
  from.only(
      entry_keys({"id", "regimen", "agents", "route", "start", "stop", "planned_stop", "cycles", "intent",
                  "planned_with", "best_response", "progression_date", "stop_reason", "doses"}));
  reading.entry(from, out);
  out.id = from.text("id").value_or("");
  read_regimen(from, reading, out);
  read_agents(from, reading, out);
  if (out.regimen.empty() && !from.has("agents")) out.agents_known = false;
  out.route = from.one_of("route", {"systemic", "intrathecal", "local"}).value_or("");
  out.start = reading.past_date(from, "start");
  out.stop = reading.past_date(from, "stop");
  out.planned_stop = from.date("planned_stop");
  out.cycles = from.whole("cycles", 0, 500);
  out.intent = from.one_of("intent", {"induction", "consolidation", "maintenance", "salvage", "bridging",
                                      "lymphodepletion", "conditioning", "cell_therapy", "supportive"})
                   .value_or("");
  out.planned_with = from.text("planned_with").value_or("");
  if (const auto word = from.one_of("best_response", {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"}))
    out.best_response = parse_response(*word);
  out.progression_date = reading.past_date(from, "progression_date");
  out.stop_reason =
      from.one_of("stop_reason", {"completed", "progression", "toxicity", "switch", "ongoing"}).value_or("");
  read_doses(from, reading, out);
  check_order(from, "start", out.start, "stop", out.stop);
  check_order(from, "start", out.start, "progression_date", out.progression_date);
  check_order(from, "start", out.start, "planned_stop", out.planned_stop);
  if (out.stop && out.stop_reason == "ongoing")
    from.error(ProblemCode::contradiction, "stop_reason", "\"ongoing\" stands beside a date of stopping",
               "keep one of them");
  return out;
}

void refuse_doubles(const Cursor& list, const std::vector<Episode>& episodes) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < episodes.size(); ++i)
    if (!episodes[i].id.empty() && !seen.insert(episodes[i].id).second)
      list.error(ProblemCode::duplicate, "episodes[" + std::to_string(i) + "].id",
                 "the id \"" + episodes[i].id + "\" stands twice", "give every episode its own id");
}

Transplant read_transplant(const Cursor& from, const ProfileReading& reading) {
  Transplant out;
  from.only(entry_keys(
      {"type", "date", "planned_with", "tandem", "gvhd", "gvhd_date", "donor", "immunosuppression_stopped"}));
  reading.entry(from, out);
  if (!from.has("type"))
    from.problems().warning(ProblemCode::missing_key, from.path_of("type"),
                            "the type of transplant is missing", "write autologous or allogeneic");
  out.type = from.one_of("type", {"autologous", "allogeneic"}).value_or("");
  out.date = reading.past_date(from, "date");
  out.planned_with = from.text("planned_with").value_or("");
  out.tandem = from.flag("tandem");
  out.gvhd = from.one_of("gvhd", {"none", "active", "chronic", "resolved"}).value_or("");
  out.gvhd_date = reading.past_date(from, "gvhd_date");
  out.donor = from.one_of("donor", {"sibling", "unrelated", "haplo", "cord"}).value_or("");
  out.immunosuppression_stopped = reading.past_date(from, "immunosuppression_stopped");
  if (out.type == "autologous" && !out.gvhd.empty() && out.gvhd != "none")
    from.error(ProblemCode::contradiction, "gvhd", "graft-versus-host disease after an autologous transplant",
               "check the type of transplant");
  check_order(from, "date", out.date, "immunosuppression_stopped", out.immunosuppression_stopped);
  return out;
}

RadiotherapyCourse read_course(const Cursor& from, const ProfileReading& reading) {
  RadiotherapyCourse out;
  from.only(entry_keys({"site", "start", "stop", "dose", "fractions", "intent"}));
  reading.entry(from, out);
  out.site = from.text("site").value_or("");
  out.start = reading.past_date(from, "start");
  out.stop = reading.past_date(from, "stop");
  if (const auto dose = from.object("dose")) out.dose = reading.quantity(*dose, {Dimension::absorbed_dose});
  out.fractions = from.whole("fractions", 1, 200);
  out.intent = from.one_of("intent", {"palliative", "bridging", "definitive"}).value_or("");
  check_order(from, "start", out.start, "stop", out.stop);
  return out;
}

} // namespace

void read_therapies(const Cursor& root, const ProfileReading& reading, Patient& out) {
  if (const auto from = root.object("therapies")) {
    from->only({"complete", "episodes"});
    out.therapies.complete = reading.completeness(*from);
    for (const Cursor& entry : from->list("episodes"))
      if (entry.expect_object()) out.therapies.items.push_back(read_episode(entry, reading));
    refuse_doubles(*from, out.therapies.items);
  }
  if (const auto from = root.object("transplants")) {
    from->only({"complete", "items"});
    out.transplants.complete = reading.completeness(*from);
    for (const Cursor& entry : from->list("items"))
      if (entry.expect_object()) {
        Transplant transplant = read_transplant(entry, reading);
        if (transplant.type.empty())
          out.transplants.complete = {}; // it may have been of the kind that is asked for
        else
          out.transplants.items.push_back(std::move(transplant));
      }
  }
  if (const auto from = root.object("radiotherapy")) {
    from->only({"complete", "courses"});
    out.radiotherapy.complete = reading.completeness(*from);
    for (const Cursor& entry : from->list("courses"))
      if (entry.expect_object()) out.radiotherapy.items.push_back(read_course(entry, reading));
  }
}

} // namespace cartwright
