#include <algorithm>
#include <cctype>
#include <sstream>

#include "catalogues/files.hpp"
#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

namespace fs = std::filesystem;

/// Letters, digits and a few marks; two coordinators never share a name.
std::string file_name(const std::string& coordinator) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : coordinator) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '@')
      out += c;
    else
      out += std::string("_") + digits[byte >> 4] + digits[byte & 15];
  }
  return (out.empty() ? "nobody" : out) + ".eml";
}

/// A header ends with its line.
std::string header_text(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' '; }, ' ');
  return text;
}

struct Digest {
  std::string coordinator;
  std::size_t cases = 0;
  std::ostringstream body;
};

void add_case(Digest& digest, const NotedCase& each, const RunSummary& summary) {
  ++digest.cases;
  digest.body << "\n" << each.id.text() << "\n";
  if (!each.note.unreadable.empty()) digest.body << "  the profile could not be read; mend it\n";
  if (each.note.profile_before == 0 && each.note.unreadable.empty())
    digest.body << "  new, with " << each.note.candidates << " candidates\n";
  for (const CaseNote::Move* each_move : by_urgency(each, summary)) {
    const TrialMove& move = each_move->move;
    digest.body << "  " << spoken(move.kind) << " " << move.trial.text() << " "
                << summary.title_of(move.trial) << "\n";
    for (const MoveCause& cause : each_move->causes)
      digest.body << "    " << text_of(cause, false) << "\n";
    digest.body << "    next: " << advice(move, summary.shortlisted(each.id, move.trial)) << "\n";
  }
  for (const CaseNote::Ask& ask : each.note.asks)
    digest.body << "  next: " << text_of(ask) << "\n";
}

std::string message(const Digest& digest, const RunSummary& summary) {
  std::ostringstream out;
  if (digest.coordinator.find('@') != std::string::npos)
    out << "To: " << header_text(digest.coordinator) << "\r\n";
  out << "Subject: Weekly rematch as of " << text_of(summary.run.as_of) << ": " << digest.cases
      << (digest.cases == 1 ? " case" : " cases") << " to look at\r\n"
      << "X-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      << "Content-Transfer-Encoding: 8bit\r\n\r\n";
  std::string body = heading(summary) + "\nWhat a case says stays in the casebook: cartwright report " +
                     std::to_string(summary.run.id) + "\n" + digest.body.str() + "\n" + notice() + "\n";
  for (const char c : body)
    out << (c == '\n' ? std::string("\r\n") : std::string(1, c));
  return out.str();
}

} // namespace

Result<std::vector<fs::path>> write_digests(const fs::path& directory, const RunReport& report) {
  std::vector<fs::path> files;
  Problems problems;
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) {
    problems.error(ProblemCode::unavailable, directory.string(),
                   "the directory of the digests cannot be made (" + error.message() + ")",
                   "name one in a place that can be written");
    return problems;
  }
  Digest digest;
  const auto close = [&] {
    if (digest.cases == 0) return;
    files.push_back(directory / file_name(digest.coordinator));
    problems.absorb(write_file(files.back(), message(digest, report.summary)));
    digest.body.str("");
    digest.cases = 0;
  };
  report.walk([&](const NotedCase& each) {
    if (each.coordinator != digest.coordinator) close();
    digest.coordinator = each.coordinator;
    add_case(digest, each, report.summary);
    return problems.empty();
  });
  close();
  if (!problems.empty()) return problems;
  return files;
}

} // namespace cartwright
