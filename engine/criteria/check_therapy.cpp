// What was given and how long ago.
#include <algorithm>
#include <cmath>

#include "engine/criteria/episode_filter.hpp"
#include "engine/criteria/phrase.hpp"
#include "engine/criteria/therapy_checks.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

const std::vector<std::string>& anchors() {
  static const std::vector<std::string> words = {"screening", "sample",          "enrolment", "randomisation",
                                                 "apheresis", "lymphodepletion", "infusion",  "first_dose"};
  return words;
}

/// Options of a test about episodes: those of its own, then dose, as and in.
struct Options {
  std::string own;   ///< their canonical text
  bool whole = true; ///< all could be read
  EpisodeFilterReader which;
  explicit Options(const Checking& checking) : which(checking) {}
  bool good() const { return whole && which.whole(); }
  std::string text() const { return own + which.text(); }
};

/// A history of the treatment does not tell of medicines that are taken beside it.
bool held_by_histories(const DrugSet& drugs, const WrittenTest& written, const Checking& checking) {
  if (drugs.beside.size() < drugs.agents.size()) return true;
  checking.error(written.arguments.front().span, ProblemCode::wrong_type,
                 "\"" + drugs.text + "\" is taken beside the treatment of the myeloma",
                 "write washout(" + drugs.text + "; 1 d; before enrolment) for what is taken now");
  return false;
}

std::optional<Test> check_exposed(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  ExposureTest out;
  Options options(checking);
  for (const Phrase* phrase : others) {
    PhraseReader reader(*phrase);
    if (reader.accept_word("cycles")) {
      out.min_cycles = read_at_least(reader, checking);
      options.whole = options.whole && out.min_cycles && reader.finished(checking);
      options.own = "; cycles >= " + std::to_string(out.min_cycles.value_or(0));
    } else if (!options.which.accept(*phrase)) {
      options.whole = no_others(
          {phrase}, "exposed takes by, except, cycles >= 2, dose >= 25 mg, as maintenance and in last_line",
          checking);
    }
  }
  if (!drugs || !options.good() || !held_by_histories(*drugs, written, checking)) return std::nullopt;
  const std::string text = "exposed(" + drugs->text + options.text() + ")";
  out.drugs = std::move(*drugs);
  out.which = options.which.filter();
  return Test{std::move(out), text};
}

bool read_refractory_option(const Phrase& phrase, RefractoryTest& out, Options& options,
                            const Checking& checking) {
  PhraseReader reader(phrase);
  if (reader.accept_word("within")) {
    const auto period = read_period(reader, checking);
    if (period) out.window = *period;
    return period && reader.finished(checking);
  }
  if (reader.accept_word("response") && reader.accept_symbol("<")) {
    const auto response = read_response(reader, checking);
    if (response) out.below = *response;
    return response && reader.finished(checking);
  }
  return options.which.accept(phrase) ||
         no_others({&phrase},
                   "refractory takes by, except, within 60 d, response < MR, dose >= 25 mg, as maintenance "
                   "and in last_line",
                   checking);
}

std::optional<Test> check_refractory(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  RefractoryTest out;
  Options options(checking);
  for (const Phrase* phrase : others)
    options.whole = read_refractory_option(*phrase, out, options, checking) && options.whole;
  if (!drugs || !options.good()) return std::nullopt;
  if (out.window != RefractoryTest{}.window) options.own += "; within " + cartwright::text_of(out.window);
  if (out.below != RefractoryTest{}.below) options.own += "; response < " + std::string(word(out.below));
  const std::string text = "refractory(" + drugs->text + options.text() + ")";
  out.drugs = std::move(*drugs);
  out.which = options.which.filter();
  return Test{std::move(out), text};
}

std::optional<Test> check_intolerant(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  if (!no_others(others, "intolerant takes by and except", checking) || !drugs) return std::nullopt;
  const std::string text = "intolerant(" + drugs->text + ")";
  return Test{IntolerantTest{std::move(*drugs)}, text};
}

/// What is washed out: a drug, radiotherapy, a transplant, support, immunosuppression.
std::optional<Event> read_washed_out(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                     const Checking& checking) {
  for (const std::string_view word : {"radiotherapy", "transplant", "support", "immunosuppression"})
    if (starts_with_word(phrases.front(), word)) return read_event(phrases, others, checking);
  auto drugs = read_drugs(phrases, others, checking);
  if (!drugs) return std::nullopt;
  Event out;
  out.kind = EventKind::last_dose;
  out.text = drugs->text;
  out.drugs = std::move(*drugs);
  return out;
}

std::optional<Test> check_washout(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto event = read_washed_out(written.arguments, others, checking);
  WashoutTest out;
  std::optional<Interval> interval;
  bool whole = event.has_value();
  for (const Phrase* phrase : others) {
    PhraseReader reader(*phrase);
    if (reader.accept_word("before")) {
      const auto anchor = one_of(reader.take(), "anchor", anchors(), checking);
      whole = whole && anchor && reader.finished(checking);
      out.anchor = anchor.value_or("");
    } else {
      interval = read_interval(reader, checking);
      whole = whole && interval && reader.finished(checking);
    }
  }
  if (whole && !interval)
    checking.error(written.head.span, ProblemCode::missing_key, "the washout has no length",
                   "write washout(anti_CD38; 21 d; before apheresis)");
  if (!whole || !interval) return std::nullopt;
  const std::string text = "washout(" + event->text + "; " + text_of(*interval) +
                           (out.anchor.empty() ? "" : "; before " + out.anchor) + ")";
  out.of = std::move(*event);
  out.interval = *interval;
  return Test{std::move(out), text};
}

std::optional<Test> check_had_transplant(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  const auto kind = transplant_kind(reader.take(), checking);
  TransplantTest out;
  bool whole = kind && reader.finished(checking);
  for (const Phrase& phrase : std::span(written.arguments).subspan(1)) {
    PhraseReader words(phrase);
    const bool number = words.accept_word("number");
    const auto count = number ? read_at_least(words, checking) : std::nullopt;
    if (!number) no_others({&phrase}, "had_transplant takes number >= 2", checking);
    whole = whole && count && words.finished(checking);
    out.at_least = count.value_or(1);
  }
  if (!whole) return std::nullopt;
  out.type = *kind;
  const std::string option = out.at_least == 1 ? "" : "; number >= " + std::to_string(out.at_least);
  return Test{out, "had_transplant(" + std::string(transplant_word(*kind)) + option + ")"};
}

/// `in 60..120 d`, both ends of one unit.
bool read_range(PhraseReader& reader, ElapsedTest& out, const Checking& checking) {
  const Span span = reader.span();
  const auto from = reader.number();
  if (!from || !reader.accept_symbol("..")) {
    checking.error(span, ProblemCode::wrong_type, "two numbers and a unit of time are expected after \"in\"",
                   "write time_since(...) in 60..120 d");
    return false;
  }
  out.upper = read_period(reader, checking);
  if (!out.upper) return false;
  if (*from != std::floor(*from) || *from > out.upper->count) {
    checking.error(span, ProblemCode::contradiction,
                   "the range ends before it begins, or is not in whole numbers",
                   "write the smaller number first");
    return false;
  }
  out.period = {static_cast<std::int32_t>(*from), out.upper->unit};
  return true;
}

std::optional<Test> check_time_since(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto event = read_event(written.arguments, others, checking);
  const bool range = written.relation == Relation::in_range;
  const auto op = range ? std::optional(Op::at_least) : op_of(written.relation);
  if (!op || *op == Op::equal || *op == Op::not_equal) {
    checking.error(written.relation_span, ProblemCode::wrong_type,
                   "a time is compared with <, <=, >, >= or in", "write time_since(...) >= 60 d");
    return std::nullopt;
  }
  PhraseReader reader(written.operand.front());
  ElapsedTest out;
  out.op = *op;
  bool whole = true;
  if (range)
    whole = read_range(reader, out, checking);
  else if (const auto period = read_period(reader, checking))
    out.period = *period;
  else
    whole = false;
  if (!no_others(others, "time_since takes one event", checking) || !event || !whole ||
      !reader.finished(checking))
    return std::nullopt;
  const std::string bound =
      range ? "in " + std::to_string(out.period.count) + ".." + cartwright::text_of(*out.upper)
            : std::string(symbol(*op)) + " " + cartwright::text_of(out.period);
  const std::string text = "time_since(" + event->text + ") " + bound;
  out.since = std::move(*event);
  return Test{std::move(out), text};
}

using Check = std::optional<Test> (*)(const WrittenTest&, const Checking&);
struct Form {
  std::string_view head;
  Check check;
};
constexpr Form forms[] = {{"exposed", check_exposed},
                          {"refractory", check_refractory},
                          {"intolerant", check_intolerant},
                          {"washout", check_washout},
                          {"best_response", check_best_response},
                          {"last_therapy", check_last_therapy},
                          {"progressed", check_progressed},
                          {"relapsed", check_relapsed},
                          {"had_transplant", check_had_transplant},
                          {"time_since", check_time_since}};

} // namespace

bool is_therapy_head(const std::string& head) {
  return std::any_of(std::begin(forms), std::end(forms), [&](const Form& form) { return form.head == head; });
}

std::optional<Test> check_therapy(const WrittenTest& written, const Checking& checking) {
  for (const Form& form : forms)
    if (form.head == written.head.text) return form.check(written, checking);
  return std::nullopt;
}

} // namespace cartwright::criteria
