#include <iomanip>
#include <sstream>

#include "server/json_parts.hpp"
#include "server/rematch/impact.hpp"
#include "server/rematch/report_words.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

std::string cases_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " open case" : " open cases");
}

Json funnel_body(const Funnel& funnel, Day as_of) {
  Json rows = Json::array(), verdicts = Json::object();
  for (const FunnelRow& row : funnel.rows) {
    Json scope = Json::array();
    for (const CohortId& slot : row.criterion->scope)
      scope.push_back(slot.text());
    rows.push_back(
        {{"id", row.criterion->id.text()},
         {"kind", word(row.criterion->kind)},
         {"says", row.criterion->says},
         {"scope", std::move(scope)},
         {"alone",
          {{"met", row.met},
           {"not_met", row.not_met},
           {"unknown", row.unknown},
           {"judgement", row.judgement}}},
         {"in_order", row.in_order ? Json{{"lost", row.lost}, {"left", row.left}} : Json(nullptr)}});
  }
  for (const Verdict verdict :
       {Verdict::eligible, Verdict::potentially_eligible, Verdict::eligible_later, Verdict::ineligible})
    verdicts[std::string(word(verdict))] = funnel.of_verdict[static_cast<std::size_t>(verdict)];
  return {{"trial", funnel.trial->id.text()}, {"title", funnel.trial->title},
          {"as_of", text_of(as_of)},          {"cases", funnel.cases},
          {"unreadable", funnel.unreadable},  {"verdicts", std::move(verdicts)},
          {"criteria", std::move(rows)}};
}

void write_rows(std::ostream& out, const Funnel& funnel, const TextStyle& style) {
  out << std::right << std::setw(12) << "fail" << std::setw(9) << "unknown" << std::setw(9) << "lost"
      << std::setw(9) << "left"
      << "  criterion\n";
  for (const FunnelRow& row : funnel.rows) {
    out << std::setw(12) << row.not_met << std::setw(9) << row.unknown << std::setw(9)
        << (row.in_order ? std::to_string(row.lost) : "-") << std::setw(9)
        << (row.in_order ? std::to_string(row.left) : "-");
    constexpr std::size_t margin = 41;
    std::string says = wrapped(row.criterion->id.text() + " " + row.criterion->says +
                                   (row.in_order ? "" : " (of some slots only)"),
                               margin, std::max<std::size_t>(style.width, margin + 40));
    out << "  " << says.substr(margin);
  }
}

} // namespace

std::string funnel_text(const Funnel& funnel, Day as_of, const TextStyle& style) {
  std::ostringstream out;
  out << toned(funnel.trial->id.text(), Tone::strong, style.colour) << "  " << funnel.trial->title << "\n"
      << cases_text(funnel.cases) << " as of " << text_of(as_of);
  if (funnel.unreadable > 0) out << ", and " << funnel.unreadable << " that could not be read";
  out << ": " << funnel.of_verdict[static_cast<std::size_t>(Verdict::eligible)] << " eligible, "
      << funnel.of_verdict[static_cast<std::size_t>(Verdict::potentially_eligible)]
      << " potentially eligible, " << funnel.of_verdict[static_cast<std::size_t>(Verdict::eligible_later)]
      << " later, " << funnel.of_verdict[static_cast<std::size_t>(Verdict::ineligible)] << " not\n"
      << "Alone: how many fail it, and of how many it is not known. In order: lost here, and then left.\n";
  write_rows(out, funnel, style);
  return out.str();
}

std::string funnel_json(const Funnel& funnel, Day as_of) {
  return json_text(funnel_body(funnel, as_of));
}

std::string impact_text(const Impact& impact, Day as_of, const TextStyle& style) {
  std::ostringstream out;
  const std::size_t all = impact.funnel.cases;
  out << (impact.fresh ? "This trial is new. It" : "This edit") << " changes " << impact.changed.size()
      << " of " << cases_text(all) << ": " << tally_text(impact.moves) << "\n";
  for (const NotedCase& each : impact.changed)
    for (const CaseNote::Move& move : each.note.moves) {
      out << "\n"
          << toned(each.id.text(), Tone::strong, style.colour) << "  " << spoken(move.move.kind)
          << "  coordinator " << each.coordinator << "\n";
      if (move.move.before.candidate) out << "    before: " << text_of(move.move.before) << "\n";
      if (move.move.after.candidate) out << "    then: " << text_of(move.move.after) << "\n";
      for (const MoveCause& cause : move.causes)
        out << wrapped(text_of(cause, true), 6, style.width, "    ");
    }
  out << "\n" << funnel_text(impact.funnel, as_of, style);
  return out.str();
}

std::string impact_json(const Impact& impact, Day as_of) {
  Json changed = Json::array(), moves = Json::object();
  for (const auto& [kind, count] : impact.moves)
    moves[std::string(word(kind))] = count;
  for (const NotedCase& each : impact.changed)
    for (const CaseNote::Move& move : each.note.moves) {
      Json causes = Json::array();
      for (const MoveCause& cause : move.causes)
        causes.push_back({{"cause", word(cause.of)},
                          {"item", text_or_null(cause.item)},
                          {"says", cause.says},
                          {"detail", text_or_null(cause.detail)}});
      changed.push_back(
          {{"case", each.id.text()},
           {"coordinator", each.coordinator},
           {"move", word(move.move.kind)},
           {"before", move.move.before.candidate ? Json(text_of(move.move.before)) : Json(nullptr)},
           {"then", move.move.after.candidate ? Json(text_of(move.move.after)) : Json(nullptr)},
           {"causes", std::move(causes)}});
    }
  return json_text({{"trial", impact.funnel.trial->id.text()},
                    {"new", impact.fresh},
                    {"cases", impact.funnel.cases},
                    {"changed", impact.changed.size()},
                    {"moves", std::move(moves)},
                    {"changes", std::move(changed)},
                    {"funnel", funnel_body(impact.funnel, as_of)}});
}

} // namespace cartwright
