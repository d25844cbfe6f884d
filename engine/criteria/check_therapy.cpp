// What was given, how it worked, how long ago.
#include <algorithm>

#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

const std::vector<std::string>& responses() {
  static const std::vector<std::string> words = {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"};
  return words;
}

const std::vector<std::string>& anchors() {
  static const std::vector<std::string> words = {"screening", "sample",          "enrolment", "randomisation",
                                                 "apheresis", "lymphodepletion", "infusion",  "first_dose"};
  return words;
}

std::optional<Response> read_response(PhraseReader& reader, const Checking& checking) {
  const auto word = one_of(reader.take(), "response", responses(), checking);
  return word ? parse_response(*word) : std::nullopt;
}

std::optional<Test> check_exposed(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  ExposureTest out;
  std::string option;
  bool whole = drugs.has_value();
  for (const Phrase* phrase : others) {
    PhraseReader reader(*phrase);
    if (reader.accept_word("cycles")) {
      out.min_cycles = read_at_least(reader, checking);
      whole = whole && out.min_cycles && reader.finished(checking);
      option = "; cycles >= " + std::to_string(out.min_cycles.value_or(0));
    } else {
      whole = no_others({phrase}, "exposed takes by, except and cycles >= 2", checking);
    }
  }
  if (!whole) return std::nullopt;
  const std::string text = "exposed(" + drugs->text + option + ")";
  out.drugs = std::move(*drugs);
  return Test{std::move(out), text};
}

bool read_refractory_option(const Phrase& phrase, RefractoryTest& out, const Checking& checking) {
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
  return no_others({&phrase}, "refractory takes by, except, within 60 d and response < MR", checking);
}

std::optional<Test> check_refractory(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  RefractoryTest out;
  bool whole = drugs.has_value();
  for (const Phrase* phrase : others)
    whole = read_refractory_option(*phrase, out, checking) && whole;
  if (!whole) return std::nullopt;
  std::string text = "refractory(" + drugs->text;
  if (out.window != RefractoryTest{}.window) text += "; within " + cartwright::text_of(out.window);
  if (out.below != RefractoryTest{}.below) text += "; response < " + std::string(word(out.below));
  out.drugs = std::move(*drugs);
  return Test{std::move(out), text + ")"};
}

std::optional<Test> check_intolerant(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  if (!no_others(others, "intolerant takes by and except", checking) || !drugs) return std::nullopt;
  const std::string text = "intolerant(" + drugs->text + ")";
  return Test{IntolerantTest{std::move(*drugs)}, text};
}

/// What is washed out: a drug, radiotherapy, a transplant, support.
std::optional<Event> read_washed_out(std::span<const Phrase> phrases, std::vector<const Phrase*>& others,
                                     const Checking& checking) {
  for (const std::string_view word : {"radiotherapy", "transplant", "support"})
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

std::optional<Test> check_best_response(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  const auto op = op_of(written.relation);
  if (!op)
    checking.error(written.relation_span, ProblemCode::wrong_type, "a response is compared with an operator",
                   "write best_response(...) >= PR");
  if (!no_others(others, "best_response takes by and except", checking) || !drugs || !op) return std::nullopt;
  PhraseReader reader(written.operand.front());
  const auto response = read_response(reader, checking);
  if (!response || !reader.finished(checking)) return std::nullopt;
  const std::string text =
      "best_response(" + drugs->text + ") " + std::string(symbol(*op)) + " " + std::string(word(*response));
  return Test{BestResponseTest{std::move(*drugs), *op, *response}, text};
}

std::optional<Test> check_last_therapy(const WrittenTest& written, const Checking& checking) {
  LastTherapyTest out;
  std::string text = "last_therapy";
  if (written.relation != Relation::is && written.relation != Relation::is_not) {
    checking.error(written.head.span, ProblemCode::malformed,
                   "\"last_therapy\" has to be compared with a drug",
                   "write last_therapy is (target BCMA; by car_t)");
    return std::nullopt;
  }
  if (!written.arguments.empty()) {
    std::vector<Phrase> phrases = written.arguments;
    std::vector<const Phrase*> others;
    if (!starts_with_word(phrases.front(), "ignoring")) {
      checking.error(phrases.front().span, ProblemCode::malformed, "this option has no meaning here",
                     "write last_therapy(ignoring steroid) is DRUG");
      return std::nullopt;
    }
    phrases.front().tokens.erase(phrases.front().tokens.begin());
    auto ignoring = read_drugs(phrases, others, checking);
    if (!ignoring || !no_others(others, "write last_therapy(ignoring steroid) is DRUG", checking))
      return std::nullopt;
    text += "(ignoring " + ignoring->text + ")";
    out.ignoring = std::move(*ignoring);
  }
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.operand, others, checking);
  if (!drugs || !no_others(others, "a drug takes by and except", checking)) return std::nullopt;
  text += " is (" + drugs->text + ")";
  out.is = std::move(*drugs);
  return Test{std::move(out), text};
}

std::optional<Test> check_progressed(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  ProgressedTest out;
  std::string text = "progressed(after last_therapy)";
  bool whole = written.arguments.size() == 1;
  if (reader.accept_word("within")) {
    out.within = read_period(reader, checking);
    whole = whole && out.within && reader.accept_word("of");
    text = out.within ? "progressed(within " + cartwright::text_of(*out.within) + " of last_therapy)" : "";
  } else {
    whole = whole && reader.accept_word("after");
  }
  whole = whole && reader.accept_word("last_therapy") && reader.done();
  if (!whole) {
    checking.error(reader.span(), ProblemCode::malformed,
                   "since when the progression counts is not understood",
                   "write progressed(within 12 mo of last_therapy) or progressed(after last_therapy)");
    return std::nullopt;
  }
  return Test{out, text};
}

std::optional<EventKind> transplant_kind(const Token& token, const Checking& checking) {
  const auto word = one_of(token, "type of transplant", {"autologous", "allogeneic", "any"}, checking);
  if (!word) return std::nullopt;
  return *word == "autologous"   ? EventKind::transplant_autologous
         : *word == "allogeneic" ? EventKind::transplant_allogeneic
                                 : EventKind::transplant_any;
}

std::string_view transplant_word(EventKind kind) {
  return kind == EventKind::transplant_autologous   ? "autologous"
         : kind == EventKind::transplant_allogeneic ? "allogeneic"
                                                    : "any";
}

std::optional<Test> check_relapsed(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  PhraseReader reader(written.arguments.front());
  RelapsedTest out;
  std::optional<Period> period;
  if (reader.accept_word("within")) period = read_period(reader, checking);
  if (!period || !reader.accept_word("of") || !reader.accept_word("transplant")) {
    checking.error(reader.span(), ProblemCode::malformed, "since when the relapse counts is not understood",
                   "write relapsed(within 18 mo of transplant autologous)");
    return std::nullopt;
  }
  const auto kind = transplant_kind(reader.take(), checking);
  if (!kind || !reader.finished(checking)) return std::nullopt;
  out.within = *period;
  out.transplant = *kind;
  return Test{out, "relapsed(within " + cartwright::text_of(*period) + " of transplant " +
                       std::string(transplant_word(*kind)) + ")"};
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

std::optional<Test> check_time_since(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  std::vector<const Phrase*> others;
  auto event = read_event(written.arguments, others, checking);
  const auto op = op_of(written.relation);
  if (!op || *op == Op::equal || *op == Op::not_equal) {
    checking.error(written.relation_span, ProblemCode::wrong_type,
                   "a time is compared with <, <=, > or >=", "write time_since(...) >= 60 d");
    return std::nullopt;
  }
  PhraseReader reader(written.operand.front());
  const auto period = read_period(reader, checking);
  if (!no_others(others, "time_since takes one event", checking) || !event || !period ||
      !reader.finished(checking))
    return std::nullopt;
  const std::string text =
      "time_since(" + event->text + ") " + std::string(symbol(*op)) + " " + cartwright::text_of(*period);
  return Test{ElapsedTest{std::move(*event), *op, *period}, text};
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
