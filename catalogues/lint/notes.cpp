#include <algorithm>
#include <array>
#include <set>

#include "catalogues/lint/lint_parts.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// Words by which a sentence rules somebody in or out.
constexpr std::array ruling = {"must",
                               "excluded",
                               "excludes",
                               "exclude",
                               "at least",
                               "at most",
                               "no more than",
                               "not more than",
                               "not eligible",
                               "ineligible",
                               "required",
                               "requires",
                               "not allowed",
                               "not permitted",
                               "may not",
                               "less than",
                               "more than",
                               "or older",
                               "or younger",
                               "within",
                               ">",
                               "<",
                               "≥",
                               "≤"};

/// A full stop between digits belongs to a number.
std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> out(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = text[i] == ';' || text[i] == '\n' ||
                      (text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n'));
    if (ends)
      out.emplace_back();
    else
      out.back() += text[i];
  }
  return out;
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Numbers on their own: neither "BCMA2" nor the year of a date nor the number of a record.
std::vector<std::string> numbers(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() &&
           (digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && digit(text[end + 1]))))
      ++end;
    const bool glued =
        i > 0 && (std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0 || text[i - 1] == '-');
    const bool date = end < text.size() && text[end] == '-' && end + 1 < text.size() && digit(text[end + 1]);
    if (!glued && !date && end - i < 5) out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

std::set<std::string> numbers_of_criteria(const Trial& trial) {
  std::set<std::string> out;
  for (const Criterion& criterion : trial.criteria)
    for (const std::string& text : {criterion.says, criterion.rule, criterion.as_read})
      for (const std::string& number : numbers(text))
        out.insert(number);
  return out;
}

/// "I3" or "E12" of this trial stands in the sentence: a remark on a criterion.
bool mentions_criterion(const std::string& sentence, const Trial& trial) {
  return std::any_of(trial.criteria.begin(), trial.criteria.end(), [&](const Criterion& criterion) {
    const std::string& id = criterion.id.text();
    for (std::size_t at = sentence.find(id); at != std::string::npos; at = sentence.find(id, at + 1)) {
      const bool starts = at == 0 || std::isalnum(static_cast<unsigned char>(sentence[at - 1])) == 0;
      const std::size_t end = at + id.size();
      if (starts && (end == sentence.size() || std::isalnum(static_cast<unsigned char>(sentence[end])) == 0))
        return true;
    }
    return false;
  });
}

} // namespace

void lint_notes(const LintTrial& of) {
  const std::set<std::string> known = numbers_of_criteria(of.trial);
  for (const std::string& sentence : sentences(of.trial.notes)) {
    const std::string words = lower(sentence);
    const bool rules = std::any_of(ruling.begin(), ruling.end(),
                                   [&](const char* word) { return words.find(word) != std::string::npos; });
    const auto stated = numbers(sentence);
    const bool new_number = std::any_of(stated.begin(), stated.end(),
                                        [&](const std::string& number) { return !known.contains(number); });
    if (rules && new_number && !mentions_criterion(sentence, of.trial))
      of.out.error(ProblemCode::rule_in_notes, of.place("notes"),
                   "\"" + std::string(trimmed(sentence)) + "\" is a rule, and no criterion holds its number",
                   "write it as a criterion; notes are never evaluated");
  }
}

} // namespace cartwright
