#include <ostream>

#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

/// RFC 4180; what a spreadsheet would take for a formula stays text.
std::string cell(const std::string& text) {
  static constexpr std::string_view formula = "=+-@\t\r";
  const bool risky = !text.empty() && formula.find(text.front()) != std::string_view::npos;
  std::string out = "\"";
  if (risky) out += "'";
  for (const char c : text)
    out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

void put_row(std::ostream& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    out << (i == 0 ? "" : ",") << cell(cells[i]);
  out << "\r\n";
}

std::string day_text(const std::optional<Day>& day) {
  return day ? text_of(*day) : "";
}

std::vector<std::string> place_cells(const TrialPlace& place) {
  if (!place.candidate) return {"", "", "", ""};
  return {std::string(word(place.verdict)), std::string(word(place.recruiting)),
          day_text(place.eligible_from), std::to_string(place.rank)};
}

void put_move(std::ostream& out, const NotedCase& of, const CaseNote::Move& each, bool shortlisted) {
  std::string causes;
  for (const MoveCause& cause : each.causes)
    causes += (causes.empty() ? "" : "; ") + std::string(word(cause.of)) + ": " +
              (cause.item.empty() ? "" : cause.item + " ") + cause.says;
  std::vector<std::string> cells = {of.id.text(), of.coordinator, each.move.trial.text(),
                                    std::string(word(each.move.kind))};
  for (const TrialPlace& place : {each.move.before, each.move.after})
    for (std::string& text : place_cells(place))
      cells.push_back(std::move(text));
  cells.push_back(std::move(causes));
  cells.push_back(advice(each.move, shortlisted));
  put_row(out, cells);
}

} // namespace

void write_report_csv(std::ostream& out, const RunReport& report) {
  put_row(out, {"case", "coordinator", "trial", "move", "verdict_before", "recruiting_before", "from_before",
                "rank_before", "verdict", "recruiting", "from", "rank", "causes", "next"});
  report.walk([&](const NotedCase& each) {
    for (const CaseNote::Move& move : each.note.moves)
      put_move(out, each, move, report.summary.shortlisted(each.id, move.move.trial));
    if (!each.note.unreadable.empty())
      put_row(out, {each.id.text(), each.coordinator, "", "unreadable", "", "", "", "", "", "", "", "",
                    each.note.unreadable, "mend the profile"});
    return static_cast<bool>(out);
  });
}

} // namespace cartwright
