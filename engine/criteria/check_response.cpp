// How therapies worked and what came after them.
#include "engine/criteria/episode_filter.hpp"
#include "engine/criteria/phrase.hpp"
#include "engine/criteria/therapy_checks.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

std::optional<Response> read_response(PhraseReader& reader, const Checking& checking) {
  static const std::vector<std::string> words = {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"};
  const auto word = one_of(reader.take(), "response", words, checking);
  return word ? parse_response(*word) : std::nullopt;
}

namespace {

/// Of which therapies: a drug with options, or a place in the history alone.
bool read_response_to(const WrittenTest& written, BestResponseTest& out, std::string& text,
                      const Checking& checking) {
  if (const auto position = position_named(written.arguments.front())) {
    text = word(*position);
    out.which.in = *position;
    if (written.arguments.size() == 1) return true;
    return no_others({&written.arguments[1]}, "write best_response(last_line) >= PR", checking);
  }
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(written.arguments, others, checking);
  EpisodeFilterReader which(checking);
  bool whole = drugs.has_value();
  for (const Phrase* phrase : others)
    if (!which.accept(*phrase))
      whole = no_others({phrase},
                        "best_response takes a drug with by, except, dose, as and in, or last_therapy, "
                        "last_line or first_line",
                        checking);
  if (!whole || !which.whole()) return false;
  text = drugs->text + which.text();
  out.drugs = std::move(*drugs);
  out.which = which.filter();
  return true;
}

} // namespace

std::optional<Test> check_best_response(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  BestResponseTest out;
  std::string of;
  const bool read = read_response_to(written, out, of, checking);
  const auto op = op_of(written.relation);
  if (!op)
    checking.error(written.relation_span, ProblemCode::wrong_type, "a response is compared with an operator",
                   "write best_response(...) >= PR");
  if (!read || !op) return std::nullopt;
  PhraseReader reader(written.operand.front());
  const auto response = read_response(reader, checking);
  if (!response || !reader.finished(checking)) return std::nullopt;
  out.op = *op;
  out.response = *response;
  const std::string text =
      "best_response(" + of + ") " + std::string(symbol(*op)) + " " + std::string(word(*response));
  return Test{std::move(out), text};
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

namespace {

/// `on DRUG; within 60 d; in last_line`
std::optional<Test> check_progressed_on(const WrittenTest& written, const Checking& checking) {
  std::vector<Phrase> phrases = written.arguments;
  phrases.front().tokens.erase(phrases.front().tokens.begin());
  std::vector<const Phrase*> others;
  auto drugs = read_drugs(phrases, others, checking);
  ProgressedOnTest out;
  EpisodeFilterReader which(checking);
  bool whole = drugs.has_value();
  std::string window;
  for (const Phrase* phrase : others) {
    PhraseReader reader(*phrase);
    if (reader.accept_word("within")) {
      const auto period = read_period(reader, checking);
      whole = whole && period && reader.finished(checking);
      if (period) out.window = *period;
      window = period ? "; within " + cartwright::text_of(*period) : "";
    } else if (!which.accept(*phrase)) {
      whole = no_others(
          {phrase}, "progressed(on DRUG) takes by, except, within 60 d, dose, as and in last_line", checking);
    }
  }
  if (!whole || !which.whole()) return std::nullopt;
  const std::string text = "progressed(on " + drugs->text + window + which.text() + ")";
  out.drugs = std::move(*drugs);
  out.which = which.filter();
  return Test{std::move(out), text};
}

/// `within 12 mo of last_therapy`, `within 18 mo of start of first_line`, after "within".
std::optional<Test> check_progressed_within(PhraseReader& reader, const Checking& checking) {
  const auto within = read_period(reader, checking);
  if (!within || !reader.accept_word("of")) return std::nullopt;
  const std::string begin = "progressed(within " + cartwright::text_of(*within) + " of ";
  if (reader.accept_word("start")) {
    if (!reader.accept_word("of") || !reader.accept_word("first_line") || !reader.done()) return std::nullopt;
    return Test{ProgressedEarlyTest{*within}, begin + "start of first_line)"};
  }
  if (!reader.accept_word("last_therapy") || !reader.done()) return std::nullopt;
  return Test{ProgressedTest{within}, begin + "last_therapy)"};
}

} // namespace

std::optional<Test> check_progressed(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, false}, checking)) return std::nullopt;
  if (starts_with_word(written.arguments.front(), "on")) return check_progressed_on(written, checking);
  PhraseReader reader(written.arguments.front());
  std::optional<Test> out;
  if (written.arguments.size() == 1) {
    if (reader.accept_word("within"))
      out = check_progressed_within(reader, checking);
    else if (reader.accept_word("after") && reader.accept_word("last_therapy") && reader.done())
      out = Test{ProgressedTest{}, "progressed(after last_therapy)"};
  }
  if (!out)
    checking.error(
        reader.span(), ProblemCode::malformed, "since when the progression counts is not understood",
        "write progressed(on PI), progressed(within 12 mo of last_therapy), progressed(within 18 mo "
        "of start of first_line) or progressed(after last_therapy)");
  return out;
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

} // namespace cartwright::criteria
