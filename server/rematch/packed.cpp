#include "server/rematch/packed.hpp"

#include "server/rematch/bytes.hpp"

namespace cartwright {

namespace {

constexpr std::uint64_t catalogue_form = 1, note_form = 1;
/// The first form knew no overrides.
constexpr std::uint64_t first_answer_form = 1, answer_form = 2;

Problems damaged(const std::string& what) {
  Problems out;
  out.error(ProblemCode::unavailable, "casebook", what + " of an earlier run cannot be read",
            "cartwright casebook check; cartwright rematch --full does without the earlier run");
  return out;
}

template <class List, class Put> void put_list(ByteWriter& out, const List& list, Put put) {
  out.whole(list.size());
  for (const auto& each : list)
    put(each);
}

template <class T, class Get> std::vector<T> get_list(ByteReader& in, Get get) {
  std::vector<T> out;
  for (std::size_t left = in.count(); left > 0 && in.good(); --left)
    out.push_back(get());
  return out;
}

template <class Enum> Enum get_enum(ByteReader& in, Enum last) {
  const std::uint64_t value = in.whole();
  return value <= static_cast<std::uint64_t>(last) ? static_cast<Enum>(value) : last;
}
template <class Enum> void put_enum(ByteWriter& out, Enum value) {
  out.whole(static_cast<std::uint64_t>(value));
}

void put_scale(ByteWriter& out, const std::map<std::string, double>& scale) {
  put_list(out, scale, [&](const auto& each) {
    out.text(each.first);
    out.real(each.second);
  });
}

std::map<std::string, double> get_scale(ByteReader& in) {
  std::map<std::string, double> out;
  for (std::size_t left = in.count(); left > 0 && in.good(); --left) {
    std::string name = in.text();
    out[std::move(name)] = in.real();
  }
  return out;
}

void put_states(ByteWriter& out, const std::vector<KeptState>& states) {
  put_list(out, states, [&](const KeptState& each) {
    out.text(each.name);
    out.text(each.word);
  });
}

std::vector<KeptState> get_states(ByteReader& in) {
  return get_list<KeptState>(in, [&] {
    KeptState out;
    out.name = in.text();
    out.word = in.text();
    return out;
  });
}

void put_criterion(ByteWriter& out, const KeptCriterion& criterion) {
  out.text(criterion.id.text());
  put_enum(out, criterion.kind);
  out.text(criterion.rule);
  out.text(criterion.key);
  put_list(out, criterion.scope, [&](const CohortId& each) { out.text(each.text()); });
}

KeptCriterion get_criterion(ByteReader& in) {
  KeptCriterion out;
  out.id = CriterionId(in.text());
  out.kind = get_enum(in, CriterionKind::exclusion);
  out.rule = in.text();
  out.key = in.text();
  out.scope = get_list<CohortId>(in, [&] { return CohortId(in.text()); });
  return out;
}

void put_trial(ByteWriter& out, const KeptTrial& trial) {
  out.text(trial.id.text());
  out.text(trial.title);
  put_enum(out, trial.recruiting);
  out.text(trial.status);
  out.day(trial.seen);
  out.text(trial.purpose);
  out.text(trial.modality);
  put_states(out, trial.slots);
  put_states(out, trial.sites);
  put_list(out, trial.criteria, [&](const KeptCriterion& each) { put_criterion(out, each); });
  out.text(trial.other);
}

KeptTrial get_trial(ByteReader& in) {
  KeptTrial out;
  out.id = TrialId(in.text());
  out.title = in.text();
  out.recruiting = get_enum(in, Recruiting::unknown);
  out.status = in.text();
  out.seen = in.day();
  out.purpose = in.text();
  out.modality = in.text();
  out.slots = get_states(in);
  out.sites = get_states(in);
  out.criteria = get_list<KeptCriterion>(in, [&] { return get_criterion(in); });
  out.other = in.text();
  return out;
}

void put_ranking(ByteWriter& out, const KeptRanking& ranking) {
  out.real(ranking.weights);
  out.real(ranking.time_weight);
  out.real(ranking.freshness_weight);
  put_scale(out, ranking.time_scale);
  put_scale(out, ranking.freshness_scale);
  out.whole(static_cast<std::uint64_t>(ranking.stale_after_days));
}

KeptRanking get_ranking(ByteReader& in) {
  KeptRanking out;
  out.weights = in.real();
  out.time_weight = in.real();
  out.freshness_weight = in.real();
  out.time_scale = get_scale(in);
  out.freshness_scale = get_scale(in);
  out.stale_after_days = static_cast<int>(in.whole());
  return out;
}

/// Four to a byte.
void put_criterion_states(ByteWriter& out, const std::vector<CriterionState>& states) {
  constexpr std::size_t to_a_byte = 4;
  std::string bytes((states.size() + to_a_byte - 1) / to_a_byte, '\0');
  for (std::size_t i = 0; i < states.size(); ++i)
    bytes[i / to_a_byte] = static_cast<char>(static_cast<unsigned char>(bytes[i / to_a_byte]) |
                                             static_cast<unsigned>(states[i]) << i % to_a_byte * 2);
  out.whole(states.size());
  out.text(bytes);
}

std::vector<CriterionState> get_criterion_states(ByteReader& in) {
  constexpr std::size_t to_a_byte = 4;
  std::vector<CriterionState> out(in.whole() & 0xFFFF);
  const std::string bytes = in.text();
  for (std::size_t i = 0; i < out.size() && i / to_a_byte < bytes.size(); ++i)
    out[i] = static_cast<CriterionState>(
        static_cast<unsigned char>(bytes[i / to_a_byte]) >> i % to_a_byte * 2 & 3);
  return out;
}

void put_said(ByteWriter& out, const std::vector<SaidInForce>& said) {
  put_list(out, said, [&](const SaidInForce& each) {
    out.whole(each.criterion);
    put_enum(out, each.state);
    out.whole(static_cast<std::uint64_t>(each.number));
    out.day(each.until);
  });
}

std::vector<SaidInForce> get_said(ByteReader& in) {
  return get_list<SaidInForce>(in, [&] {
    SaidInForce out;
    out.criterion = in.whole();
    out.state = get_enum(in, CriterionState::met);
    out.number = static_cast<std::int64_t>(in.whole());
    out.until = in.day();
    return out;
  });
}

/// Bits of a standing's first number.
constexpr std::uint64_t two_bits = 3, something_said = 1 << 4;

void put_standing(ByteWriter& out, const Standing& standing) {
  out.whole(static_cast<std::uint64_t>(standing.verdict) | static_cast<std::uint64_t>(standing.site) << 2 |
            (standing.said.empty() ? 0 : something_said));
  out.day(standing.eligible_from);
  out.day(standing.turns);
  if (standing.verdict != Verdict::ineligible) out.small_real(standing.settled);
  put_criterion_states(out, standing.states);
  if (!standing.said.empty()) put_said(out, standing.said);
}

Standing get_standing(ByteReader& in) {
  Standing out;
  const std::uint64_t head = in.whole();
  out.verdict = static_cast<Verdict>(head & two_bits);
  out.site = static_cast<Recruiting>(head >> 2 & two_bits);
  out.eligible_from = in.day();
  out.turns = in.day();
  if (out.verdict != Verdict::ineligible) out.settled = in.small_real();
  out.states = get_criterion_states(in);
  if ((head & something_said) != 0) out.said = get_said(in);
  return out;
}

void put_place(ByteWriter& out, const TrialPlace& place) {
  out.whole(place.candidate ? 1 : 0);
  put_enum(out, place.verdict);
  put_enum(out, place.recruiting);
  put_enum(out, place.site);
  out.day(place.eligible_from);
  out.whole(place.rank);
}

TrialPlace get_place(ByteReader& in) {
  TrialPlace out;
  out.candidate = in.whole() != 0;
  out.verdict = get_enum(in, Verdict::eligible);
  out.recruiting = get_enum(in, Recruiting::unknown);
  out.site = get_enum(in, Recruiting::unknown);
  out.eligible_from = in.day();
  out.rank = in.whole();
  return out;
}

void put_move(ByteWriter& out, const CaseNote::Move& each) {
  out.text(each.move.trial.text());
  put_enum(out, each.move.kind);
  put_place(out, each.move.before);
  put_place(out, each.move.after);
  out.whole(each.move.by_score ? 1 : 0);
  put_list(out, each.causes, [&](const MoveCause& cause) {
    put_enum(out, cause.of);
    out.text(cause.item);
    out.text(cause.says);
    out.text(cause.detail);
  });
}

CaseNote::Move get_move(ByteReader& in) {
  CaseNote::Move out;
  out.move.trial = TrialId(in.text());
  out.move.kind = get_enum(in, MoveKind::later);
  out.move.before = get_place(in);
  out.move.after = get_place(in);
  out.move.by_score = in.whole() != 0;
  out.causes = get_list<MoveCause>(in, [&] {
    MoveCause cause;
    cause.of = get_enum(in, CauseOf::override);
    cause.item = in.text();
    cause.says = in.text();
    cause.detail = in.text();
    return cause;
  });
  return out;
}

template <class T> Result<T> checked(T value, const ByteReader& in, bool known_form, const char* what) {
  if (!known_form || !in.good() || !in.at_end()) return damaged(what);
  return value;
}

} // namespace

std::string pack(const KeptCatalogue& catalogue) {
  ByteWriter out;
  out.whole(catalogue_form);
  out.text(catalogue.revision);
  out.text(catalogue.context);
  put_ranking(out, catalogue.ranking);
  put_list(out, catalogue.trials, [&](const KeptTrial& each) { put_trial(out, each); });
  return out.take();
}

Result<KeptCatalogue> unpack_catalogue(std::string_view bytes) {
  ByteReader in(bytes);
  const bool known = in.whole() == catalogue_form;
  KeptCatalogue out;
  out.revision = in.text();
  out.context = in.text();
  out.ranking = get_ranking(in);
  out.trials = get_list<KeptTrial>(in, [&] { return get_trial(in); });
  return checked(std::move(out), in, known, "the catalogue");
}

std::string pack(const StoredAnswer& answer) {
  ByteWriter out;
  out.whole(answer_form);
  out.text(answer.tempo);
  out.text(answer.unreadable);
  put_list(out, answer.standings, [&](const Standing& each) { put_standing(out, each); });
  return out.take();
}

Result<StoredAnswer> unpack_answer(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint64_t form = in.whole();
  const bool known = form >= first_answer_form && form <= answer_form;
  StoredAnswer out;
  out.tempo = in.text();
  out.unreadable = in.text();
  out.standings = get_list<Standing>(in, [&] { return get_standing(in); });
  return checked(std::move(out), in, known, "the answers");
}

std::string meaning_of(StoredAnswer answer) {
  for (Standing& each : answer.standings)
    each.turns.reset();
  return pack(answer);
}

std::string pack(const CaseNote& note) {
  ByteWriter out;
  out.whole(note_form);
  out.whole(static_cast<std::uint64_t>(note.profile_before));
  out.whole(static_cast<std::uint64_t>(note.profile));
  out.whole(note.candidates);
  out.text(note.unreadable);
  put_list(out, note.moves, [&](const CaseNote::Move& each) { put_move(out, each); });
  put_list(out, note.asks, [&](const CaseNote::Ask& each) {
    out.text(each.document);
    put_list(out, each.facts, [&](const std::string& fact) { out.text(fact); });
    out.whole(each.more);
    out.whole(each.would_decide);
  });
  return out.take();
}

Result<CaseNote> unpack_note(std::string_view bytes) {
  ByteReader in(bytes);
  const bool known = in.whole() == note_form;
  CaseNote out;
  out.profile_before = static_cast<std::int64_t>(in.whole());
  out.profile = static_cast<std::int64_t>(in.whole());
  out.candidates = in.whole();
  out.unreadable = in.text();
  out.moves = get_list<CaseNote::Move>(in, [&] { return get_move(in); });
  out.asks = get_list<CaseNote::Ask>(in, [&] {
    CaseNote::Ask ask;
    ask.document = in.text();
    ask.facts = get_list<std::string>(in, [&] { return in.text(); });
    ask.more = in.whole();
    ask.would_decide = in.whole();
    return ask;
  });
  return checked(std::move(out), in, known, "the notes");
}

} // namespace cartwright
