#include "server/changes_report.hpp"

#include "engine/domain/text.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

Tone tone_of(ChangeKind kind) {
  switch (kind) {
  case ChangeKind::trial_new:
  case ChangeKind::opened:
  case ChangeKind::reopened:
  case ChangeKind::site_opened:
    return Tone::good;
  case ChangeKind::trial_gone:
  case ChangeKind::closed:
  case ChangeKind::site_closed:
  case ChangeKind::site_gone:
    return Tone::bad;
  default:
    return Tone::plain;
  }
}

/// "recruiting -> suspended"; one side alone when there is only one.
std::string step_of(const Change& change) {
  if (change.before.empty() || change.after.empty()) return change.before + change.after;
  return change.before + " -> " + change.after;
}

std::string label_of(ChangeKind kind) {
  std::string out(word(kind));
  for (char& c : out)
    if (c == '_') c = ' ';
  return out;
}

std::string sentence(const Change& change) {
  switch (change.kind) {
  case ChangeKind::trial_new:
  case ChangeKind::trial_gone:
    return step_of(change) + "; " + std::to_string(change.sites) + (change.sites == 1 ? " site" : " sites");
  case ChangeKind::site_renamed:
    return step_of(change);
  default:
    return (change.item.empty() ? "" : change.item + ": ") + step_of(change);
  }
}

class StepText {
public:
  StepText(const ChangeStep& step, const TextStyle& style) : step_(step), style_(style) {}

  std::string run() {
    head();
    std::string trial;
    for (const Change& change : step_.changes) {
      if (change.trial != trial) {
        end_of_trial();
        trial = change.trial;
        const auto title = step_.difference.titles.find(trial);
        out_ += wrapped(trial + "  " + (title == step_.difference.titles.end() ? "" : title->second), 2,
                        style_.width, "");
      }
      tell(change);
    }
    end_of_trial();
    return std::move(out_);
  }

private:
  void head() {
    const Difference& between = step_.difference;
    const auto dated = [](const std::string& name, const std::optional<Day>& date) {
      return date && name.find(text_of(*date)) == std::string::npos ? name + " (" + text_of(*date) + ")"
                                                                    : name;
    };
    const std::size_t count = step_.changes.size();
    out_ += toned(dated(between.from, between.from_date) + " -> " + dated(between.to, between.to_date),
                  Tone::strong, style_.colour) +
            ": " +
            (count == 0 ? "no change" : std::to_string(count) + (count == 1 ? " change" : " changes")) + "\n";
    if (between.wording_left_out)
      out_ += wrapped("Titles, sponsors and criteria are not compared: one side is in the maintainers' "
                      "words, the other as "
                      "registered.",
                      2, style_.width, "  ");
  }

  void tell(const Change& change) {
    if (change.with_trial) {
      ++with_trial_[change.kind];
      return;
    }
    const std::string label = label_of(change.kind);
    std::string text = wrapped(label + "  " + sentence(change), 6, style_.width, "  ");
    const std::size_t at = text.find(label);
    if (at != std::string::npos)
      text.replace(at, label.size(), toned(label, tone_of(change.kind), style_.colour));
    out_ += text;
  }

  /// Sites that only follow their trial are one line, not seventy.
  void end_of_trial() {
    for (const auto& [kind, count] : with_trial_)
      out_ += wrapped("with it " + std::to_string(count) + (count == 1 ? " site " : " sites ") +
                          (kind == ChangeKind::site_opened   ? "opened"
                           : kind == ChangeKind::site_closed ? "closed"
                                                             : "with no status stated any more"),
                      6, style_.width, "  ");
    with_trial_.clear();
  }

  const ChangeStep& step_;
  const TextStyle& style_;
  std::string out_;
  std::map<ChangeKind, std::size_t> with_trial_;
};

} // namespace

std::string changes_text(const std::vector<ChangeStep>& steps, const TextStyle& style) {
  std::string out;
  for (const ChangeStep& step : steps)
    out += (out.empty() ? "" : "\n") + StepText(step, style).run();
  return out;
}

} // namespace cartwright
