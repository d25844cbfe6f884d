#include "indexes/stamp.hpp"

#include <charconv>
#include <map>
#include <sstream>

#include "catalogues/sha256.hpp"

namespace cartwright {

namespace {

std::string sum_of(const std::string& text) {
  Sha256 sum;
  sum.add(text);
  return sum.hex();
}

std::string lines(const IndexStamp& stamp) {
  std::ostringstream out;
  out << "cartwright index\nschema " << stamp.schema << "\ncatalogue " << stamp.catalogue << "\nfile "
      << stamp.file << "\nsum " << stamp.sum << "\nbytes " << stamp.bytes << "\ndocuments " << stamp.documents
      << "\n";
  return out.str();
}

template <class Number> bool read_number(const std::string& text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

} // namespace

std::string stamp_text(const IndexStamp& stamp) {
  const std::string text = lines(stamp);
  return text + "stamp " + sum_of(text) + "\n";
}

Result<IndexStamp> read_stamp(const std::string& text, const std::string& where) {
  std::map<std::string, std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    if (const std::size_t blank = line.find(' '); blank != std::string::npos)
      found[line.substr(0, blank)] = line.substr(blank + 1);
  IndexStamp out;
  out.catalogue = found["catalogue"];
  out.file = found["file"];
  out.sum = found["sum"];
  const bool numbers = read_number(found["schema"], out.schema) && read_number(found["bytes"], out.bytes) &&
                       read_number(found["documents"], out.documents);
  if (numbers && stamp_text(out) == text) return out;
  Problems problems;
  problems.error(ProblemCode::malformed, where, "the stamp of the search index is damaged");
  return problems;
}

} // namespace cartwright
