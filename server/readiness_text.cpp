#include "engine/domain/text.hpp"
#include "server/readiness_report.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

Tone tone_of(DocumentState state) {
  switch (state) {
  case DocumentState::here:
    return Tone::good;
  case DocumentState::stale:
  case DocumentState::to_translate:
    return Tone::open;
  case DocumentState::missing:
    return Tone::bad;
  case DocumentState::not_needed:
    return Tone::faint;
  }
  return Tone::plain;
}

/// One sign a fact: # known, + in part, o stale, . missing.
std::string bar(const std::vector<HeldFact>& holds) {
  std::string out;
  for (const HeldFact& fact : holds) {
    if (fact.state == FactState::known) out += '#';
    if (fact.state == FactState::in_part) out += '+';
    if (fact.state == FactState::stale) out += 'o';
    if (fact.state == FactState::missing) out += '.';
  }
  return out;
}

std::string padded(std::string text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string head_line(const DocumentReadiness& document, const TextStyle& style) {
  const std::string state = padded(in_words(word(document.state)), 14);
  std::string out = "  " + toned(state, tone_of(document.state), style.colour) + padded(document.group, 17) +
                    padded("[" + bar(document.holds) + "]", 18);
  if (document.date) out += document.date->text();
  return out + "\n";
}

std::string lacking_text(const DocumentReadiness& document) {
  std::vector<std::string> parts;
  for (const HeldFact& fact : document.holds) {
    if (fact.state == FactState::known || fact.state == FactState::not_needed) continue;
    std::string part = fact.says;
    if (fact.state != FactState::missing)
      part += " (" + in_words(word(fact.state)) + (fact.note.empty() ? "" : ": " + fact.note) + ")";
    parts.push_back(part);
  }
  return join(parts, ", ");
}

std::string also_text(const DocumentReadiness& document) {
  constexpr std::size_t shown = 6;
  std::vector<std::string> parts;
  for (const AwaitedFact& fact : document.also)
    if (parts.size() < shown) parts.push_back(in_words(fact.fact) + " (" + std::to_string(fact.trials) + ")");
  const std::size_t left = document.also.size() - parts.size();
  return join(parts, ", ") + (left > 0 ? " and " + std::to_string(left) + " more" : "");
}

std::string blocks_text(const DocumentReadiness& document) {
  constexpr std::size_t shown = 5;
  std::vector<std::string> ids;
  for (const TrialId& id : document.blocks)
    if (ids.size() < shown) ids.push_back(id.text());
  const std::size_t left = document.blocks.size() - ids.size();
  return std::to_string(document.criteria) + " criteria of " + std::to_string(document.blocks.size()) +
         " candidates, " + std::to_string(document.alone) + " of them for it alone: " + join(ids, ", ") +
         (left > 0 ? " and " + std::to_string(left) + " more" : "");
}

std::string document_text(const DocumentReadiness& document, const TextStyle& style) {
  constexpr std::size_t indent = 16;
  std::string out = head_line(document, style);
  const auto line = [&](const std::string& label, const std::string& text) {
    if (!text.empty()) out += wrapped(text, indent, style.width, padded("      " + label, indent));
  };
  line("", document.why);
  line("lacks", lacking_text(document));
  line("asked", also_text(document));
  if (!document.blocks.empty()) line("blocks", blocks_text(document));
  return out;
}

} // namespace

std::string investigations_text(const std::vector<Investigation>& investigations, const TextStyle& style) {
  if (investigations.empty()) return "";
  std::string out = toned("What the mapping still lacks", Tone::strong, style.colour) + "\n";
  for (const Investigation& each : investigations)
    out +=
        wrapped(each.name + ": " + each.because + " (" + in_words(each.document) + ")", 4, style.width, "  ");
  return out + "\n";
}

std::string readiness_text(const std::vector<DocumentReadiness>& readiness, const TextStyle& style) {
  std::string out = toned("Readiness of the documents", Tone::strong, style.colour) +
                    " (a sign a fact: # known, + in part, o stale, . missing)\n";
  for (const DocumentReadiness& document : readiness)
    out += document_text(document, style);
  return out;
}

} // namespace cartwright
