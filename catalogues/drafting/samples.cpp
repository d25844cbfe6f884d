#include "catalogues/drafting/samples.hpp"

#include <algorithm>

#include "catalogues/drafting/amounts.hpp"

namespace cartwright::drafting {

std::string Samples::brackets() const {
  std::vector<std::string> parts;
  if (!within.empty()) parts.push_back("within " + within);
  parts.insert(parts.end(), free_of.begin(), free_of.end());
  std::string by;
  for (const std::string& method : methods)
    by += (by.empty() ? "by " : " or ") + method;
  if (!by.empty()) parts.push_back(by);
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "[" : "; ") + part;
  return out.empty() ? out : out + "]";
}

namespace {

/// What support a word names, for this measurement.
std::string support_kind(const Cursor& cursor, const std::string& measurement) {
  if (cursor.at("pegylated")) return "pegylated_g_csf";
  if (cursor.at("g_csf")) return "g_csf";
  if (cursor.at("growth_factor"))
    return measurement == "anc" ? "g_csf" : measurement == "hemoglobin" ? "epo" : "g_csf";
  if (cursor.at("epo")) return "epo";
  if (cursor.at("red_cell")) return "red_cell_transfusion";
  if (cursor.at("platelet_word") || cursor.at_concept("platelets")) return "platelet_transfusion";
  if (cursor.at_any({"transfusion", "support", "blood_product"}))
    return measurement == "platelets"    ? "platelet_transfusion"
           : measurement == "hemoglobin" ? "red_cell_transfusion"
           : measurement == "anc"        ? "g_csf"
                                         : "";
  if (cursor.at_concept("filgrastim")) return "g_csf";
  if (cursor.at_concept("pegfilgrastim")) return "pegylated_g_csf";
  if (cursor.at_concept("epoetin")) return "epo";
  return "";
}

bool about_support(const Piece& piece, const Vocabulary& vocabulary) {
  static constexpr std::string_view tags[] = {"transfusion",   "support",  "blood_product",
                                              "growth_factor", "g_csf",    "pegylated",
                                              "epo",           "red_cell", "platelet_word"};
  if (std::find(std::begin(tags), std::end(tags), piece.tag) != std::end(tags)) return true;
  return std::any_of(piece.concepts.begin(), piece.concepts.end(), [&](ConceptId id) {
    const std::string& name = vocabulary[id].id;
    return name == "platelets" || name == "filgrastim" || name == "pegfilgrastim" || name == "epoetin";
  });
}

struct Step {
  std::string kind, period; ///< one of them
};

/// Which kinds count for this measurement; a platelet count is not helped by red cells.
bool concerns(const std::string& kind, const std::string& measurement) {
  if (measurement == "platelets") return kind == "platelet_transfusion";
  if (measurement == "hemoglobin") return kind == "red_cell_transfusion" || kind == "epo";
  return kind == "g_csf" || kind == "pegylated_g_csf";
}

/// "7 d" of kinds named before or after it.
void pair_steps(const std::vector<Step>& steps, const std::string& measurement, Samples& samples) {
  const auto add = [&](const std::string& kind, const std::string& period) {
    const std::string text = "no " + kind + " " + period;
    if (concerns(kind, measurement) &&
        std::find(samples.free_of.begin(), samples.free_of.end(), text) == samples.free_of.end())
      samples.free_of.push_back(text);
  };
  const bool period_first = !steps.empty() && steps.front().kind.empty();
  std::vector<std::string> waiting;
  std::string period;
  for (const Step& step : steps) {
    if (!step.period.empty()) {
      period = step.period;
      if (!period_first)
        for (const std::string& kind : waiting)
          add(kind, period);
      waiting.clear();
    } else if (period_first) {
      add(step.kind, period);
    } else {
      waiting.push_back(step.kind);
    }
  }
}

/// Everything from here to `end` is about support.
void read_support(Cursor& cursor, std::size_t end, const std::string& measurement, Samples& samples) {
  std::vector<Step> steps;
  const std::size_t start = cursor.place();
  bool named = false, forbids = false;
  while (cursor.place() < end) {
    if (cursor.at_any({"allowed", "use"}) &&
        !forbids) { // "growth factors are allowed, but not within 7 days"
      steps.clear();
      cursor.step();
      continue;
    }
    if (cursor.at_any({"not", "excluded"})) {
      if (!forbids) steps.clear();
      forbids = true;
    }
    const std::string kind = support_kind(cursor, measurement);
    if (!kind.empty()) {
      const bool general = cursor.at_any({"support", "transfusion", "blood_product"});
      if (!general || !named) steps.push_back({kind, ""});
      named = true;
      cursor.step();
      continue;
    }
    const auto period = cursor.at_period() ? read_period_text(cursor) : std::nullopt;
    if (period)
      steps.push_back({"", *period});
    else
      cursor.step();
  }
  const bool periods =
      std::any_of(steps.begin(), steps.end(), [](const Step& step) { return !step.period.empty(); });
  const std::span<const Piece> region = cursor.pieces().subspan(start, end - start);
  if (!forbids) return; // only says what is allowed
  const std::size_t before = samples.free_of.size();
  if (periods) pair_steps(steps, measurement, samples);
  if (samples.free_of.size() == before) samples.left = words_of(region);
}

std::size_t closing(const Cursor& cursor) {
  int depth = 0;
  std::size_t at = cursor.place();
  for (; at < cursor.pieces().size(); ++at) {
    if (cursor.pieces()[at].tag == "(") ++depth;
    if (cursor.pieces()[at].tag == ")" && --depth <= 0) break;
  }
  return at;
}

bool read_method(Cursor& cursor, Samples& samples) {
  const std::size_t start = cursor.place();
  cursor.skip({"by_definition", "by", "either", "during", ","});
  bool found = false;
  while (true) {
    const std::size_t here = cursor.place();
    if (found) cursor.skip({"or", "and", "/", ","});
    if (cursor.accept("echo"))
      samples.methods.push_back("echo");
    else if (cursor.accept("muga"))
      samples.methods.push_back("MUGA");
    else {
      cursor.back_to(here);
      break;
    }
    found = true;
  }
  if (!found) cursor.back_to(start);
  return found;
}

/// How fresh: "within 28 days before enrolment", "during the 7 days before".
bool read_freshness(Cursor& cursor, Samples& samples) {
  const std::size_t start = cursor.place();
  cursor.skip({","});
  const bool so_old = cursor.at_any({"<", "<="}) && cursor.at_period(1); // "<= 15 days prior to"
  if (cursor.at_any({"within", "(", "during"}) || cursor.at_period() || so_old) {
    if (const auto window = read_window(cursor);
        window && !window->later && window->period.find("half") == std::string::npos) {
      samples.within = window->period;
      return true;
    }
  }
  cursor.back_to(start);
  return false;
}

/// Words about support run on to the next stop: a comma before another test, a semicolon, the end.
std::size_t end_of_support(const Cursor& cursor) {
  std::size_t at = cursor.place();
  bool seen = false;
  for (; at < cursor.pieces().size(); ++at) {
    const Piece& piece = cursor.pieces()[at];
    if (piece.tag == ";" || piece.tag == "." || piece.tag == "(" || piece.tag == ")") break;
    if (seen && (piece.tag == "," || piece.tag == "and" || piece.tag == "or")) {
      const std::span<const Piece> ahead =
          cursor.pieces().subspan(at + 1, std::min<std::size_t>(6, cursor.pieces().size() - at - 1));
      const bool more = std::any_of(ahead.begin(), ahead.end(), [&](const Piece& next) {
        return about_support(next, cursor.vocabulary());
      });
      if (!more) break;
    }
    seen = seen || about_support(piece, cursor.vocabulary());
  }
  return at;
}

bool read_support_here(Cursor& cursor, const std::string& measurement, Samples& samples) {
  if (measurement != "platelets" && measurement != "hemoglobin" && measurement != "anc" &&
      measurement != "wbc" && measurement != "alc")
    return false;
  const std::size_t start = cursor.place();
  if (cursor.at(";")) { // "; transfusion is permitted"
    cursor.step();
    const std::size_t stop = end_of_support(cursor);
    const std::span<const Piece> said = cursor.pieces().subspan(cursor.place(), stop - cursor.place());
    const bool permits = mentions(said, "allowed") && !mentions_any(said, {"not", "excluded", "except"}) &&
                         std::any_of(said.begin(), said.end(), [&](const Piece& piece) {
                           return about_support(piece, cursor.vocabulary());
                         });
    cursor.back_to(permits ? stop : start);
    return permits;
  }
  const bool open = cursor.at("(");
  const std::size_t end = open ? closing(cursor) : end_of_support(cursor);
  const std::span<const Piece> region =
      cursor.pieces().subspan(start, std::min(end, cursor.pieces().size()) - start);
  const bool fits = std::any_of(region.begin(), region.end(), [&](const Piece& piece) {
    return about_support(piece, cursor.vocabulary());
  });
  const bool other_test = std::any_of(region.begin(), region.end(), [](const Piece& piece) {
    return piece.kind == PieceKind::number && !piece.unit.empty();
  });
  const bool begins = open ||
                      cursor.at_any({"not", "with", ",", "transfusion", "growth_factor", "g_csf", "after",
                                     "prior", "allowed"}) ||
                      region.size() < 4;
  if (!fits || !begins || other_test) return false;
  if (open) cursor.step();
  read_support(cursor, end, measurement, samples);
  cursor.back_to(std::min(open ? end + 1 : end, cursor.pieces().size()));
  return true;
}

} // namespace

void read_samples(Cursor& cursor, const std::string& measurement, Samples& samples) {
  while (!cursor.done()) {
    const std::size_t start = cursor.place();
    if (read_method(cursor, samples) || read_freshness(cursor, samples) ||
        read_support_here(cursor, measurement, samples))
      continue;
    cursor.skip({","});
    if (cursor.accept_any({"room_air", "predicted", "fridericia"})) continue;
    if (cursor.accept("(")) {
      if (cursor.accept_any({"room_air", "fridericia", "predicted"}) && cursor.accept(")")) continue;
      cursor.back_to(start + 1);
      if (read_method(cursor, samples) && cursor.accept(")")) continue;
    }
    cursor.back_to(start);
    break;
  }
}

} // namespace cartwright::drafting
