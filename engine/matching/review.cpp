#include "engine/matching/review_items.hpp"

#include "engine/domain/text.hpp"
#include "engine/matching/explain.hpp"
#include "engine/matching/mapping.hpp"
#include "engine/matching/review_items.hpp"
#include "engine/matching/review_numbers.hpp"

namespace cartwright {

namespace {

ReviewItem lines_item(const Case& of) {
  const LineCount& count = of.history->count;
  ReviewItem item{"lines", "Prior lines of therapy (Rajkumar 2015)", CountRange{count.min, count.max}, "", {},
                  {}};
  if (!count.max) item.causes.add({CauseKind::missing, "therapies", "therapy_record"});
  item.why = join(of.history->reasoning, "; ");
  for (const TherapyLine& line : of.history->lines)
    for (const std::size_t episode : line.episodes) {
      const Episode& used = of.patient.therapies.items[episode];
      const std::string name = used.regimen.empty() ? used.id : used.regimen;
      item.facts.push_back(
          {used.where, name + (used.start ? " from " + used.start->text() : ", start not recorded")});
    }
  return item;
}

ReviewItem age_item(const Case& of) {
  ReviewItem item{"age", "Age in years", CountRange{}, "no birth date is recorded", {}, {}};
  const auto& birth = of.patient.person.birth_date;
  if (!birth) {
    item.causes.add({CauseKind::missing, "age", "medical_summary"});
    return item;
  }
  item.value =
      CountRange{years_between(birth->latest(), of.as_of), years_between(birth->earliest(), of.as_of)};
  item.why = "born " + birth->text() + ", on " + text_of(of.as_of);
  item.facts.push_back({"person.birth_date", "born " + birth->text()});
  return item;
}

std::string text_of_number(const NumberRange& range) {
  const std::string unit = range.unit.empty() ? "" : " " + range.unit;
  if (!range.low && !range.high) return "not known";
  if (!range.low) return "at most " + number_text(*range.high) + unit;
  if (!range.high) return "at least " + number_text(*range.low) + unit;
  return number_text(*range.low) + (*range.low == *range.high ? "" : " to " + number_text(*range.high)) +
         unit;
}

} // namespace

std::string text_of(const ReviewValue& value) {
  if (const Truth* truth = std::get_if<Truth>(&value))
    return *truth == Truth::unknown ? "not known" : std::string(word(*truth));
  if (const NumberRange* number = std::get_if<NumberRange>(&value)) return text_of_number(*number);
  if (const std::string* text = std::get_if<std::string>(&value)) return text->empty() ? "not known" : *text;
  const auto& [min, max] = std::get<CountRange>(value);
  if (!min) return "not known";
  if (!max) return "at least " + std::to_string(*min);
  return std::to_string(*min) + (*min == *max ? "" : " to " + std::to_string(*max));
}

std::vector<ReviewItem> review_items(const Snapshot& snapshot, const Case& of, const Trace& trace) {
  std::vector<ReviewItem> out = {pattern_item(of), mapping_item(of), age_item(of), lines_item(of)};
  for (const ReviewRule& rule : snapshot.review) {
    const Finding& root = trace[rule.root];
    Explanation explanation = explain_step(snapshot.program, trace, rule.root);
    out.push_back({rule.name, rule.says, root.truth, std::move(explanation.why), std::move(explanation.facts),
                   root.causes});
  }
  for (ReviewItem& number : review_numbers(of))
    out.push_back(std::move(number));
  return out;
}

} // namespace cartwright
