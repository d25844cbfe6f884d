#include "server/maintenance/desk_text.hpp"

#include "server/text_layout.hpp"

namespace cartwright {

namespace {

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string told(const Stamp& stamp) {
  return stamp.by + ", " + stamp.at + ": " + stamp.why;
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

Tone tone_of(QueueState state) {
  return state == QueueState::reviewed ? Tone::good : state == QueueState::draft ? Tone::strong : Tone::plain;
}

std::string one_line(std::string_view text, std::size_t longest) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.size() > longest) {
    while (longest > 0 && (static_cast<unsigned char>(out[longest]) & 0xC0U) == 0x80U)
      --longest;
    out = out.substr(0, longest) + " ...";
  }
  return out;
}

std::string differences_text(const std::vector<JsonChange>& changes, const TextStyle& style) {
  std::string out;
  for (const JsonChange& each : changes)
    out += wrapped(each.where + ": " + each.before + " -> " + each.after, 6, style.width, "    ");
  return out;
}

std::string entry_text(const QueueEntry& entry, const TextStyle& style) {
  std::string out = toned(padded(word(entry.state), 10), tone_of(entry.state), style.colour);
  out += padded(entry.id, 14) + padded(word(entry.recruiting), 9);
  out += padded(entry.record_date ? text_of(*entry.record_date) : "", 12) + one_line(entry.title, 90) + "\n";
  if (entry.edit && !entry.edit->saves.empty())
    out += wrapped("saved by " + told(entry.edit->saves.back().stamp), 12, style.width, "          ");
  if (entry.edit && entry.edit->reviewed())
    out += wrapped("reviewed by " + told(entry.edit->review->stamp), 12, style.width, "          ");
  constexpr std::size_t shown = 3;
  for (std::size_t i = 0; i < std::min(entry.changes.size(), shown); ++i) {
    const Change& change = entry.changes[i];
    out += wrapped(std::string(word(change.kind)) + " " + change.item + ": " + change.before + " -> " +
                       change.after,
                   12, style.width, "          ");
  }
  if (entry.changes.size() > shown)
    out += "          and " + plural(entry.changes.size() - shown, "further change") + "\n";
  return out;
}

std::string record_text(const Draft& record, const TextStyle& style) {
  std::string out = "Record " + record.provenance.source + ", state of " +
                    (record.provenance.data_date ? text_of(*record.provenance.data_date) : "an unknown day") +
                    "\n";
  for (const DraftedRule& each : record.drafted) {
    const std::string sentence = each.end <= record.text.size() && each.begin <= each.end
                                     ? record.text.substr(each.begin, each.end - each.begin)
                                     : "";
    out += wrapped(one_line(sentence, 300), 6, style.width, each.kind == "exclusion" ? "  E   " : "  I   ");
    if (!each.rule.empty())
      out += wrapped(each.rule, 10, style.width, "      = ");
    else
      out += wrapped("(" + each.reason + ")", 8, style.width, "        ");
  }
  return out;
}

std::string head_text(const Revision& revision) {
  std::string out = "revision " + std::to_string(revision.number) + "  " + revision.catalogue.substr(0, 19);
  if (revision.restored) out += "  restores " + std::to_string(*revision.restored);
  return out;
}

std::string files_text(const std::vector<ChangedFile>& files, const TextStyle& style, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(files.size(), most); ++i) {
    const ChangedFile& each = files[i];
    out += std::string("  ") +
           (each.before.empty()  ? "+ "
            : each.after.empty() ? "- "
                                 : "~ ") +
           each.path + "\n";
    if (!each.saves.empty())
      out += wrapped("saved by " + told(each.saves.back().stamp), 8, style.width, "      ");
    if (each.review) out += wrapped("reviewed by " + told(each.review->stamp), 8, style.width, "      ");
  }
  if (files.size() > most) out += "  and " + plural(files.size() - most, "further file") + "\n";
  return out;
}

} // namespace

std::string queue_text(const DeskQueue& queue, const TextStyle& style) {
  std::string out;
  for (const QueueEntry& entry : queue.entries)
    out += entry_text(entry, style);
  return out + std::to_string(queue.entries.size()) + " in the queue over revision " +
         std::to_string(queue.revision) + "\n";
}

std::string draft_text(const DraftView& view, const TextStyle& style) {
  const auto& edit = view.state.edit;
  std::string out = view.state.path +
                    (!edit              ? ": no draft yet"
                     : edit->reviewed() ? ": reviewed"
                                        : ": draft") +
                    "; base " + view.state.version() + "\n";
  if (edit)
    for (const Mark& save : edit->saves)
      out += wrapped("saved by " + told(save.stamp), 4, style.width, "  ");
  if (edit && edit->review)
    out += wrapped(std::string(edit->reviewed() ? "reviewed by " : "reviewed before the last save by ") +
                       told(edit->review->stamp),
                   4, style.width, "  ");
  if (view.record != nullptr) out += record_text(*view.record, style);
  out += plural(view.differences.size(), "difference") + " from the published file\n" +
         differences_text(view.differences, style);
  return out + problems_text(view.problems, style);
}

std::string preview_text(const Preview& preview, bool published, const TextStyle& style) {
  constexpr std::size_t most_files = 20;
  std::string out = (published ? "Published " : "Would publish ") + head_text(preview.next) + "\n";
  out += files_text(preview.next.changed, style, most_files);
  if (!preview.step.difference.to.empty()) out += changes_text({preview.step}, style);
  if (!preview.found.empty()) out += "New findings of lint:\n" + problems_text(preview.found, style);
  if (!preview.mended.empty()) out += plural(preview.mended.size(), "finding") + " of lint gone\n";
  const auto totals = [](const Coverage& coverage) {
    return std::to_string(coverage.trials.size()) + " trials, " + std::to_string(coverage.curated_trials()) +
           " curated, " + std::to_string(coverage.curated.ruled) + " of " +
           std::to_string(coverage.curated.stated) + " criteria ruled";
  };
  return out + "Coverage: " + totals(preview.before) + " -> " + totals(preview.after) + "\n";
}

std::string revisions_text(const std::vector<Revision>& revisions, const TextStyle& style) {
  std::string out;
  for (auto each = revisions.rbegin(); each != revisions.rend(); ++each)
    out += head_text(*each) + "  " + plural(each->changed.size(), "file") + " changed\n" +
           wrapped(told(each->stamp), 4, style.width, "    ");
  return out;
}

std::string revision_text(const Revision& revision, const TextStyle& style) {
  constexpr std::size_t most_files = 1000;
  return head_text(revision) + "\n" + wrapped(told(revision.stamp), 4, style.width, "    ") +
         files_text(revision.changed, style, most_files) + plural(revision.files.size(), "file") +
         " in all\n";
}

std::string comparison_text(const Comparison& comparison, const TextStyle& style) {
  constexpr std::size_t most_files = 1000;
  return changes_text({comparison.step}, style) + plural(comparison.files.size(), "file") + " changed\n" +
         files_text(comparison.files, style, most_files);
}

std::string freshness_text(const std::vector<FreshnessEntry>& entries, Day today,
                           std::optional<std::size_t> top, const TextStyle& style) {
  std::string out;
  std::size_t stale = 0, shown = 0;
  for (const FreshnessEntry& entry : entries) {
    stale += entry.stale ? 1 : 0;
    if (top && shown >= *top) continue;
    ++shown;
    const std::string age = entry.days ? std::to_string(*entry.days) + " days" : "no date";
    out += padded(entry.trial->id.text(), 14) + padded(word(entry.recruiting), 9) +
           toned(padded(age, 11), entry.stale ? Tone::bad : Tone::plain, style.colour) +
           padded(plural(entry.open_sites, "open site"), 15) + one_line(entry.trial->title, 80) + "\n";
  }
  return out + std::to_string(stale) + " of " + std::to_string(entries.size()) + " records are stale on " +
         text_of(today) + "\n";
}

} // namespace cartwright
