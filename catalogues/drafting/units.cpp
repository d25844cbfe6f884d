#include "catalogues/drafting/units.hpp"

#include <array>
#include <string_view>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct Part {
  std::string_view word, written;
};

/// Words of units as symbols; an empty one says nothing.
constexpr std::array parts = {
    Part{"gram", "g"},
    Part{"gm", "g"},
    Part{"milligram", "mg"},
    Part{"microgram", "ug"},
    Part{"nanogram", "ng"},
    Part{"picogram", "pg"},
    Part{"kilogram", "kg"},
    Part{"deciliter", "dl"},
    Part{"decilitre", "dl"},
    Part{"liter", "l"},
    Part{"litre", "l"},
    Part{"milliliter", "ml"},
    Part{"millilitre", "ml"},
    Part{"microliter", "ul"},
    Part{"microlitre", "ul"},
    Part{"mcl", "ul"},
    Part{"mmc", "mm3"},
    Part{"cumm", "mm3"},
    Part{"minute", "min"},
    Part{"minutes", "min"},
    Part{"mn", "min"},
    Part{"hour", "h"},
    Part{"hr", "h"},
    Part{"day", "d"},
    Part{"millimole", "mmol"},
    Part{"micromole", "umol"},
    Part{"nanomole", "nmol"},
    Part{"per", "/"},
    Part{"cell", ""},
    Part{"percent", "%"},
    Part{"pct", "%"},
    Part{"millisecond", "ms"},
    Part{"msec", "ms"},
    Part{"sec", "s"},
    Part{"second", "s"},
    Part{"millimeter", "mm"},
    Part{"centimeter", "cm"},
    Part{"unit", "u"},
    Part{"iu", "iu"},
    Part{"cc", "ml"},
    Part{"in", "/"},
    Part{"sq", ""},
    Part{"meter", "m"},
    Part{"metre", "m"},
    Part{"gray", "gy"},
    Part{"copy", "copies"},
    Part{"x", "x"},
    Part{"times", "x"},
    Part{"time", "x"},
    Part{"e9", "e9"},
    Part{"lit", "l"},
};

/// A token's share of the unit's spelling; nothing when it can be no part of one.
std::optional<std::string> share(std::span<const Token> tokens, std::size_t at, std::size_t first) {
  const Token& token = tokens[at];
  if (token.kind == TokenKind::sign) {
    if (token.text == "/" || token.text == "%" || token.text == "^" || token.text == "*") return token.text;
    if (token.text == "-" && token.glued) return "-";
    if (token.text == "." && token.glued && at + 1 < tokens.size() && tokens[at + 1].glued) return "";
    return std::nullopt;
  }
  if (token.kind == TokenKind::number) {
    if (at > first || token.text == "10" || token.text == "109" || token.text == "103") return token.text;
    return std::nullopt;
  }
  for (const Part& part : parts)
    if (part.word == token.text) return std::string(part.written);
  if (token.text.size() <= 7) return token.text;
  return std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Spellings that only running text has.
std::string tidied(std::string text) {
  replace_all(text, "x109/", "10^9/");
  replace_all(text, "x1012/", "10^12/");
  replace_all(text, "x103/", "10^3/");
  replace_all(text, "x106/", "10^6/");
  replace_all(text, "/24-h", "/24h");
  replace_all(text, "/1.73m2", "/1.73m2");
  replace_all(text, "m^2", "m2");
  replace_all(text, "mm^3", "mm3");
  replace_all(text, "cubicmm", "mm3");
  replace_all(text, "cubicml", "mm3"); // a slip that the sign behind it mends: "per cubic milliliter (/mm^3)"
  replace_all(text, "cm^3", "cm3");
  replace_all(text, "/24/h", "/24h");
  replace_all(text, "ul/l", "u/l");
  if (text.starts_with("*10")) text.erase(0, 1);
  if (text.starts_with("e9/")) text = "10^" + text.substr(1);
  if (text == "/cmm") return "/ul";
  if (text.starts_with("x/")) text.erase(0, 1);
  return text;
}

/// Words that are also units only where nothing else can be meant.
bool doubtful(std::string_view symbol, std::size_t tokens) {
  return tokens == 1 && (symbol == "m" || symbol == "L" || symbol == "min" || symbol == "1" ||
                         symbol == "fraction" || symbol == "d" || symbol == "wk" || symbol == "mo" ||
                         symbol == "y" || symbol == "degC" || symbol == "s");
}

/// How many tokens a unit in parentheses takes, its signs included; 0 for anything else.
std::size_t said_again(std::span<const Token> tokens, std::size_t open) {
  constexpr std::size_t longest = 9;
  if (tokens[open].text != "(") return 0;
  std::string spelling;
  for (std::size_t i = open + 1; i < tokens.size() && i < open + longest; ++i) {
    if (tokens[i].text == ")") {
      const std::string tidy = tidied(spelling);
      return i > open + 1 && !tidy.empty() && find_unit(tidy) != nullptr ? i - open + 1 : 0;
    }
    const auto next = share(tokens, i, open);
    if (!next) return 0;
    spelling += *next;
  }
  return 0;
}

} // namespace

std::optional<FoundUnit> unit_at(std::span<const Token> tokens, std::size_t at) {
  constexpr std::size_t longest = 12;
  std::optional<FoundUnit> best;
  std::string spelling;
  for (std::size_t i = at; i < tokens.size() && i < at + longest; ++i) {
    const bool aside = tokens[i].text == "(" && i > at && i + 2 < tokens.size() && tokens[i + 2].text == ")";
    if (aside && tokens[i + 1].text == "3" && spelling.ends_with("mm")) { // "/mm(3)"
      spelling += "3";
      i += 2;
      if (const Unit* unit = find_unit(tidied(spelling)); unit != nullptr)
        best = FoundUnit{std::string(unit->symbol), i - at + 1};
      continue;
    }
    if (const std::size_t again = said_again(tokens, i);
        best && again > 0) { // "per cubic millimeter (/mm^3)"
      best->length = i + again - at;
      break;
    }
    if (aside && find_unit(tidied(tokens[i + 1].text)) != nullptr) { // "gram (g) / deciliter (dL)"
      i += 2;
      if (best) best->length = i - at + 1;
      continue;
    }
    const auto next = share(tokens, i, at);
    if (!next) break;
    spelling += *next;
    const std::string tidy = tidied(spelling);
    const Unit* unit = tidy.empty() ? nullptr : find_unit(tidy);
    if (unit != nullptr && !doubtful(unit->symbol, i - at + 1))
      best = FoundUnit{std::string(unit->symbol), i - at + 1};
  }
  return best;
}

} // namespace cartwright::drafting
