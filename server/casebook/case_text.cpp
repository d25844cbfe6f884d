#include "server/casebook/case_text.hpp"

#include <algorithm>

#include "server/json_document.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

std::string titled(const std::string& title, const TextStyle& style) {
  return "\n" + toned(title, Tone::strong, style.colour) + "\n";
}

std::string column(const std::string& text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string because(const std::string& reason) {
  return reason.empty() ? "" : ", because " + reason;
}

std::string profiles_text(const CaseRecord& record, const TextStyle& style) {
  std::string out = titled("Profiles", style);
  for (const ProfileHead& each : record.profiles)
    out += wrapped(each.at + " by " + each.by + (each.why.empty() ? "" : ": " + each.why) +
                       (each.number == record.head.profile ? " (the present one)" : ""),
                   6, style.width, "  " + std::to_string(each.number));
  return out;
}

std::string shortlist_text(const CaseRecord& record, const TextStyle& style) {
  if (record.shortlist.empty()) return "";
  std::string out = titled("Shortlist", style);
  for (const ShortlistEntry& each : record.shortlist)
    out += wrapped((each.note.empty() ? "" : each.note + "; ") + "by " + each.by + ", " + each.at, 16,
                   style.width, "  " + each.trial.text());
  return out;
}

std::string override_text(const CaseOverride& said, std::int64_t present_profile) {
  std::string out = said.trial.text() + " " + said.criterion.text() + " is " + in_words(word(said.state)) +
                    because(said.reason) + " (" + said.by + ", " + said.at;
  if (said.until) out += ", until " + *said.until;
  if (said.profile != present_profile) out += ", on profile " + std::to_string(said.profile);
  out += ")";
  if (said.ended)
    out += "; ended " + *said.ended + " by " + said.ended_by.value_or("") +
           because(said.ended_reason.value_or(""));
  return out;
}

std::string overrides_text(const CaseRecord& record, const TextStyle& style) {
  if (record.overrides.empty()) return "";
  std::string out = titled("Overrides", style);
  for (const CaseOverride& each : record.overrides)
    out +=
        wrapped(override_text(each, record.head.profile), 6, style.width, "  " + std::to_string(each.number));
  return out;
}

/// {"from": "anna", "to": "dora"} as " from anna to dora", without the digest, which is for the program
/// alone.
std::string detail_text(const AuditEntry& entry) {
  std::string out;
  const Json detail = Json::parse(entry.detail, nullptr, false);
  if (!detail.is_object()) return out;
  for (const auto& [key, value] : detail.items())
    if (key != "state")
      out += " " + key + " " + (value.is_string() ? value.get<std::string>() : value.dump());
  return out;
}

std::string state_of(const TokenHead& head, const std::string& now) {
  if (head.revoked) return "revoked " + *head.revoked + " by " + head.revoked_by.value_or("");
  return (head.expires <= now ? "expired " : "expires ") + head.expires;
}

} // namespace

std::string case_text(const CaseRecord& record, const TextStyle& style) {
  const CaseHead& head = record.head;
  std::string out = toned("Case " + head.id.text(), Tone::strong, style.colour) + ", " +
                    (head.open ? "open" : "closed") + ", version " + std::to_string(head.version) + "\n";
  out += "  patient     " + head.patient + "\n  coordinator " + head.coordinator + "\n  opened      " +
         head.opened + "\n  changed     " + head.changed + "\n";
  if (head.closed)
    out += wrapped(*head.closed + because(head.close_reason.value_or("")), 14, style.width, "  closed");
  return out + profiles_text(record, style) + shortlist_text(record, style) + overrides_text(record, style);
}

std::string case_list_text(const std::vector<CaseHead>& cases, const std::string& next,
                           const TextStyle& style) {
  if (cases.empty()) return "No cases.\n";
  std::size_t patients = 7, names = 11;
  for (const CaseHead& head : cases) {
    patients = std::max(patients, head.patient.size());
    names = std::max(names, head.coordinator.size());
  }
  const auto line = [&](const std::string& id, const std::string& patient, const std::string& name,
                        const std::string& state, const std::string& changed) {
    return column(id, 15) + column(patient, patients + 2) + column(name, names + 2) + column(state, 8) +
           changed;
  };
  std::string out =
      toned(line("case", "patient", "coordinator", "state", "changed"), Tone::strong, style.colour) + "\n";
  for (const CaseHead& head : cases)
    out += line(head.id.text(), head.patient, head.coordinator, head.open ? "open" : "closed", head.changed) +
           "\n";
  if (!next.empty()) out += "There are more: --after " + next + "\n";
  return out;
}

std::string audit_text(const std::vector<AuditEntry>& entries, const TextStyle& style) {
  if (entries.empty()) return "No entries.\n";
  std::string out;
  for (const AuditEntry& each : entries)
    out += wrapped(each.at + "  " + each.action + (each.about ? " " + *each.about : "") + detail_text(each) +
                       "; " + each.by + " (" + each.via + ")",
                   8, style.width, "  " + std::to_string(each.number));
  return out;
}

std::string tokens_text(const std::vector<TokenHead>& tokens, const std::string& now,
                        const TextStyle& style) {
  if (tokens.empty()) return "No tokens.\n";
  std::string out;
  for (const TokenHead& each : tokens)
    out += wrapped(each.label + " (" + text_of(each.roles) + "); made " + each.made + " by " + each.made_by +
                       "; " + state_of(each, now),
                   12, style.width, "  " + each.id);
  return out;
}

} // namespace cartwright
