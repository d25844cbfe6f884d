// Drug phrases and events: which agents are meant, and since what time is counted.
#include <algorithm>
#include <array>
#include <iterator>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

/// What a history of the treatment holds when it is complete; steroids are below the first.
constexpr std::array<std::string_view, 3> treatment_classes = {"anti_myeloma", "investigational",
                                                               "immunosuppressant"};
constexpr std::array drug_kinds = {ConceptKind::agent, ConceptKind::drug_class};

struct Part {
  std::string text;
  std::vector<ConceptId> agents;
};

void unite(std::vector<ConceptId>& into, std::span<const ConceptId> more) {
  into.insert(into.end(), more.begin(), more.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

std::optional<Part> read_word(const Token& token, const Checking& checking) {
  const auto id = resolve(token, drug_kinds, "drug or class", checking);
  if (!id) return std::nullopt;
  Part out{checking.vocabulary[*id].id, {}};
  unite(out.agents, checking.vocabulary.agents_below(*id));
  return out;
}

/// `bortezomib`, `PI`, `target BCMA`
std::optional<Part> read_single(PhraseReader& reader, const Checking& checking) {
  if (reader.done() || reader.peek().kind != TokenKind::word) {
    checking.error(reader.span(), ProblemCode::malformed, "a drug, a class or a target is expected here",
                   "write bortezomib, PI, target BCMA, or any of {PI; anti_CD38}");
    return std::nullopt;
  }
  if (!reader.accept_word("target")) return read_word(reader.take(), checking);
  const auto antigen = resolve(reader.take(), ConceptKind::antigen, "antigen", checking);
  if (!antigen) return std::nullopt;
  Part out{"target " + checking.vocabulary[*antigen].id, {}};
  unite(out.agents, checking.vocabulary.agents_aimed_at(*antigen));
  return out;
}

/// `any of {PI; anti_CD38}`, after "any of".
std::optional<Part> read_union(PhraseReader& reader, const Checking& checking) {
  Part out;
  std::vector<std::string> texts;
  if (!reader.accept_symbol("{")) {
    checking.error(reader.span(), ProblemCode::malformed, "an opening brace is missing",
                   "write any of {PI; anti_CD38}");
    return std::nullopt;
  }
  do {
    const auto part = read_single(reader, checking);
    if (!part) return std::nullopt;
    unite(out.agents, part->agents);
    texts.push_back(part->text);
  } while (reader.accept_symbol(";"));
  if (!reader.accept_symbol("}")) {
    checking.error(reader.span(), ProblemCode::malformed, "a closing brace is missing",
                   "write any of {PI; anti_CD38}");
    return std::nullopt;
  }
  out.text = "any of {" + join(texts, "; ") + "}";
  return out;
}

std::optional<Part> read_base(const Phrase& phrase, const Checking& checking) {
  PhraseReader reader(phrase);
  std::optional<Part> out;
  PhraseReader ahead = reader;
  if (ahead.accept_word("any") && ahead.accept_word("of")) {
    reader = ahead;
    out = read_union(reader, checking);
  } else {
    out = read_single(reader, checking);
  }
  if (!out || !reader.finished(checking)) return std::nullopt;
  return out;
}

/// The agents that the alternatives of a `by` or `except` phrase cover, and their text.
std::optional<Part> read_alternatives_of(const Phrase& phrase, const Checking& checking) {
  PhraseReader reader(phrase);
  const std::string first = reader.take().text;
  Part out;
  std::vector<std::string> texts;
  for (const Token& token : read_alternatives(reader, checking)) {
    const auto part = read_word(token, checking);
    if (!part) return std::nullopt;
    unite(out.agents, part->agents);
    texts.push_back(part->text);
  }
  if (texts.empty()) return std::nullopt;
  out.text = "; " + first + " " + join(texts, " or ");
  return out;
}

void keep(std::vector<ConceptId>& agents, const std::vector<ConceptId>& only, bool inside) {
  std::vector<ConceptId> out;
  if (inside)
    std::set_intersection(agents.begin(), agents.end(), only.begin(), only.end(), std::back_inserter(out));
  else
    std::set_difference(agents.begin(), agents.end(), only.begin(), only.end(), std::back_inserter(out));
  agents = std::move(out);
}

/// A medicine that no history of the treatment of the myeloma has to hold.
bool taken_beside(ConceptId agent, const Vocabulary& vocabulary) {
  return std::none_of(treatment_classes.begin(), treatment_classes.end(), [&](std::string_view word) {
    const auto wide = vocabulary.known(word, ConceptKind::drug_class);
    return wide && vocabulary.is_a(agent, *wide);
  });
}

} // namespace

std::optional<DrugSet> read_drugs(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                  const Checking& checking) {
  if (phrases.empty()) return std::nullopt;
  auto base = read_base(phrases.front(), checking);
  bool whole = base.has_value();
  for (const Phrase& phrase : phrases.subspan(1)) {
    const bool by = starts_with_word(phrase, "by"), except = starts_with_word(phrase, "except");
    if (!by && !except) {
      others.push_back(&phrase);
      continue;
    }
    const auto limit = read_alternatives_of(phrase, checking);
    whole = whole && limit;
    if (!whole) continue;
    keep(base->agents, limit->agents, by);
    base->text += limit->text;
  }
  if (!whole) return std::nullopt;
  if (base->agents.empty()) {
    checking.error(phrases.front().span, ProblemCode::contradiction,
                   "no drug of the vocabulary fits \"" + base->text + "\"",
                   "check class, target and modality against each other");
    return std::nullopt;
  }
  std::vector<ConceptId> beside;
  std::copy_if(base->agents.begin(), base->agents.end(), std::back_inserter(beside),
               [&](ConceptId agent) { return taken_beside(agent, checking.vocabulary); });
  return DrugSet{std::move(base->text), std::move(base->agents), std::move(beside)};
}

namespace {

struct EventWords {
  EventKind kind;
  std::vector<std::string_view> words;
  std::string_view text;
};

const std::vector<EventWords>& fixed_events() {
  static const std::vector<EventWords> events = {
      {EventKind::last_therapy, {"last", "therapy"}, "last therapy"},
      {EventKind::last_therapy, {"last_therapy"}, "last therapy"},
      {EventKind::transplant_autologous, {"transplant", "autologous"}, "transplant autologous"},
      {EventKind::transplant_allogeneic, {"transplant", "allogeneic"}, "transplant allogeneic"},
      {EventKind::transplant_any, {"transplant", "any"}, "transplant any"},
      {EventKind::radiotherapy, {"radiotherapy"}, "radiotherapy"},
      {EventKind::progression, {"progression"}, "progression"},
      {EventKind::diagnosis, {"diagnosis"}, "diagnosis"},
      {EventKind::immunosuppression, {"immunosuppression"}, "immunosuppression"},
      {EventKind::infusion_car_t, {"infusion", "car_t"}, "infusion car_t"},
      {EventKind::start_of_first_line, {"start", "of", "first_line"}, "start of first_line"},
      {EventKind::start_of_last_line, {"start", "of", "last_line"}, "start of last_line"}};
  return events;
}

bool accept_all(PhraseReader& reader, const std::vector<std::string_view>& words) {
  PhraseReader ahead = reader;
  for (const std::string_view word : words)
    if (!ahead.accept_word(word)) return false;
  if (!ahead.done()) return false;
  reader = ahead;
  return true;
}

/// `last dose DRUG` or `first dose DRUG`, with its `by` and `except`.
std::optional<Event> read_dose_event(std::span<const Phrase> phrases, EventKind kind,
                                     std::vector<const Phrase*>& others, const Checking& checking) {
  std::vector<Phrase> drug(phrases.begin(), phrases.end());
  drug.front().tokens.erase(drug.front().tokens.begin(), drug.front().tokens.begin() + 2);
  std::vector<const Phrase*> rest;
  auto drugs = read_drugs(drug, rest, checking);
  for (const Phrase* phrase : rest)
    others.push_back(&phrases[static_cast<std::size_t>(phrase - drug.data())]);
  if (!drugs) return std::nullopt;
  Event out;
  out.kind = kind;
  out.text = (kind == EventKind::last_dose ? "last dose " : "first dose ") + drugs->text;
  out.drugs = std::move(*drugs);
  return out;
}

std::optional<Event> read_named_event(PhraseReader reader, const Checking& checking) {
  Event out;
  if (reader.accept_word("condition")) {
    const auto id = resolve(reader.take(), ConceptKind::condition, "condition", checking);
    if (!id || !reader.finished(checking)) return std::nullopt;
    out.kind = EventKind::condition;
    out.condition = *id;
    out.text = "condition " + checking.vocabulary[*id].id;
    return out;
  }
  if (reader.accept_word("support")) {
    const auto kind = one_of(reader.take(), "kind of support", support_kinds(), checking);
    if (!kind || !reader.finished(checking)) return std::nullopt;
    out.kind = EventKind::support;
    out.support = *kind;
    out.text = "support " + *kind;
    return out;
  }
  checking.error(reader.whole(), ProblemCode::unknown_word, "this event is not known",
                 "write last dose DRUG, first dose DRUG, last therapy, transplant autologous, radiotherapy, "
                 "progression, diagnosis, immunosuppression, condition WORD, support WORD, infusion car_t, "
                 "start of first_line or start of last_line");
  return std::nullopt;
}

} // namespace

std::optional<Event> read_event(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                const Checking& checking) {
  PhraseReader reader(phrases.front());
  for (const EventWords& event : fixed_events())
    if (accept_all(reader, event.words)) {
      for (const Phrase& phrase : phrases.subspan(1))
        others.push_back(&phrase);
      Event out;
      out.kind = event.kind;
      out.text = event.text;
      return out;
    }
  for (const EventKind kind : {EventKind::last_dose, EventKind::first_dose}) {
    PhraseReader ahead = reader;
    if (ahead.accept_word(kind == EventKind::last_dose ? "last" : "first") && ahead.accept_word("dose"))
      return read_dose_event(phrases, kind, others, checking);
  }
  for (const Phrase& phrase : phrases.subspan(1))
    others.push_back(&phrase);
  return read_named_event(reader, checking);
}

} // namespace cartwright::criteria
