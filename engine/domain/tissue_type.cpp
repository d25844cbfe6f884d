#include "engine/domain/tissue_type.hpp"

namespace cartwright {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_gene(std::string_view text) {
  if (text.empty() || text.front() < 'A' || text.front() > 'Z') return false;
  for (const char c : text)
    if (!is_digit(c) && (c < 'A' || c > 'Z')) return false;
  return true;
}

/// The shorter one ends where a field of the longer one ends.
bool begins(std::string_view longer, std::string_view shorter) {
  return longer.starts_with(shorter) && (longer.size() == shorter.size() || longer[shorter.size()] == ':');
}

} // namespace

std::string_view gene_of(std::string_view allele) {
  return allele.substr(0, allele.find('*'));
}

bool is_allele(std::string_view text) {
  constexpr int most_fields = 4;
  if (text.find('*') == std::string_view::npos || !is_gene(gene_of(text))) return false;
  std::string_view rest = text.substr(gene_of(text).size() + 1);
  if (!rest.empty() && rest.back() >= 'A' && rest.back() <= 'Z') rest.remove_suffix(1);
  int fields = 1, digits = 0;
  for (const char c : rest) {
    if (c == ':' && digits < 2) return false;
    if (c != ':' && !is_digit(c)) return false;
    fields += c == ':' ? 1 : 0;
    digits = c == ':' ? 0 : digits + 1;
  }
  return digits >= 2 && fields <= most_fields;
}

Truth is_same_allele(std::string_view typed, std::string_view asked) {
  if (begins(typed, asked)) return Truth::yes;
  return begins(asked, typed) ? Truth::unknown : Truth::no;
}

} // namespace cartwright
