#include "catalogues/drafting/labels.hpp"

#include <charconv>

#include "catalogues/drafting/meaning.hpp"
#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::drafting {

namespace {

/// The pieces of `line` between the separators, trimmed.
std::vector<std::string_view> split(std::string_view line, std::string_view separator) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = line.find(separator);
    out.push_back(trimmed(line.substr(0, end)));
    if (end == std::string_view::npos) return out;
    line.remove_prefix(end + separator.size());
  }
}

bool read_number(std::string_view text, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_span(std::string_view text, Span& out) {
  const std::size_t dots = text.find("..");
  return dots != std::string_view::npos && read_number(text.substr(0, dots), out.begin) &&
         read_number(text.substr(dots + 2), out.end) && out.begin < out.end;
}

class LabelReader {
public:
  LabelReader(const Vocabulary& vocabulary, const criteria::Definitions& definitions, Problems& problems)
      : vocabulary_(vocabulary), definitions_(definitions), problems_(problems) {}

  std::optional<Label> read(std::string_view line, const std::string& where) {
    const std::vector<std::string_view> fields = split(line, "\t");
    Label out;
    const bool kind = fields.size() == 5 && (fields[3] == "I" || fields[3] == "E");
    if (!kind || !read_span(fields[1], out.span)) {
      problems_.error(ProblemCode::malformed, where, "not a label",
                      "TRIAL, BEGIN..END, FINGERPRINT, I or E, READING, with tabs between them");
      return std::nullopt;
    }
    out.trial = fields[0];
    out.fingerprint = fields[2];
    out.exclusion = fields[3] == "E";
    const std::vector<std::string_view> readings = split(fields[4], "||");
    out.evaluable = readings.front() != "-";
    for (std::size_t i = out.evaluable ? 0 : 1; i < readings.size(); ++i)
      if (!add_rule(readings[i], where, out)) return std::nullopt;
    return out;
  }

private:
  bool add_rule(std::string_view rule, const std::string& where, Label& out) {
    const auto checked = criteria::read_rule(rule, vocabulary_, definitions_);
    if (!checked) {
      problems_.absorb(checked.problems(), where + ": ");
      return false;
    }
    out.rules.emplace_back(rule);
    out.meanings.push_back(meaning_of(*checked));
    return true;
  }

  const Vocabulary& vocabulary_;
  const criteria::Definitions& definitions_;
  Problems& problems_;
};

} // namespace

std::string fingerprint_of(std::string_view words) {
  Sha256 sum;
  sum.add(words);
  return sum.hex().substr(0, 12);
}

std::vector<Label> read_labels(std::string_view file, const Vocabulary& vocabulary,
                               const criteria::Definitions& definitions, Problems& problems) {
  LabelReader reader(vocabulary, definitions, problems);
  std::vector<Label> out;
  std::size_t number = 0;
  for (const std::string_view line : split(file, "\n")) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (auto label = reader.read(line, "line " + std::to_string(number))) out.push_back(std::move(*label));
  }
  return out;
}

} // namespace cartwright::drafting
