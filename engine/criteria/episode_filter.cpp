#include "engine/criteria/episode_filter.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

constexpr const char* dose_hint = "write dose >= 25 mg, with mg, g, mg/m2, mg/kg or mg/d";

const std::vector<std::string>& intents() {
  static const std::vector<std::string> words = {"induction", "consolidation", "maintenance", "salvage",
                                                 "bridging",  "conditioning",  "cell_therapy"};
  return words;
}

bool measures_a_dose(const Unit& unit) {
  return unit.dimension == Dimension::mass || unit.dimension == Dimension::mass_per_area ||
         unit.dimension == Dimension::mass_per_mass || unit.dimension == Dimension::mass_rate;
}

std::optional<Op> read_op(PhraseReader& reader) {
  for (const Op op : {Op::at_most, Op::at_least, Op::not_equal, Op::less, Op::equal, Op::greater})
    if (reader.accept_symbol(symbol(op))) return op;
  return std::nullopt;
}

} // namespace

std::optional<Position> position_named(const Phrase& phrase) {
  if (phrase.tokens.size() != 1 || phrase.tokens.front().kind != TokenKind::word) return std::nullopt;
  for (const Position each : {Position::first_line, Position::last_line, Position::last_therapy})
    if (phrase.tokens.front().text == word(each)) return each;
  return std::nullopt;
}

bool EpisodeFilterReader::accept(const Phrase& phrase) {
  PhraseReader reader(phrase);
  if (reader.accept_word("dose"))
    whole_ = read_dose(reader) && whole_;
  else if (reader.accept_word("as"))
    whole_ = read_intents(reader) && whole_;
  else if (reader.accept_word("in"))
    whole_ = read_position(reader) && whole_;
  else
    return false;
  return true;
}

bool EpisodeFilterReader::read_dose(PhraseReader& reader) {
  const Span span = reader.span();
  const auto op = read_op(reader);
  const auto value = op ? reader.number() : std::nullopt;
  if (!value) {
    checking_.error(span, ProblemCode::malformed, "a dose is compared with a number and its unit", dose_hint);
    return false;
  }
  if (reader.done()) {
    checking_.error(reader.whole(), ProblemCode::unknown_unit, "the dose has no unit", dose_hint);
    return false;
  }
  const Token unit = reader.take();
  const Unit* known = find_unit(unit.text);
  if (known == nullptr || !measures_a_dose(*known)) {
    const bool other = known != nullptr;
    checking_.error(unit.span, other ? ProblemCode::wrong_type : ProblemCode::unknown_unit,
                    "\"" + unit.text + "\" is not a unit of a " + (other ? "drug's dose" : "dose"),
                    dose_hint);
    return false;
  }
  out_.dose = EpisodeFilter::DoseBound{*op, Quantity(*value, *known)};
  return reader.finished(checking_);
}

bool EpisodeFilterReader::read_intents(PhraseReader& reader) {
  const auto words = read_choices(reader, "intent of a therapy", intents(), checking_);
  if (words) out_.intents = *words;
  return words.has_value();
}

bool EpisodeFilterReader::read_position(PhraseReader& reader) {
  const auto word =
      one_of(reader.take(), "place in the history", {"first_line", "last_line", "last_therapy"}, checking_);
  if (!word || !reader.finished(checking_)) return false;
  out_.in = *word == "first_line"  ? Position::first_line
            : *word == "last_line" ? Position::last_line
                                   : Position::last_therapy;
  return true;
}

std::string EpisodeFilterReader::text() const {
  std::string out;
  if (out_.dose)
    out += "; dose " + std::string(symbol(out_.dose->op)) + " " + number_text(out_.dose->dose.value()) + " " +
           std::string(out_.dose->dose.unit().symbol);
  if (!out_.intents.empty()) out += "; as " + join(out_.intents, " or ");
  if (out_.in != Position::anywhere) out += "; in " + std::string(word(out_.in));
  return out;
}

} // namespace cartwright::criteria
