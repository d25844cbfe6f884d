#include "indexes/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

icu::UnicodeString unmarked(const icu::UnicodeString& decomposed) {
  icu::UnicodeString out;
  for (int32_t at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1)) {
    const UChar32 c = decomposed.char32At(at);
    // Marks of other scripts carry meaning; those of Latin, Greek and Cyrillic are the combining diacritics.
    if (c >= 0x300 && c <= 0x36f) continue;
    out.append(c == 0xfffd ? UChar32{' '} : c);
  }
  return out;
}

} // namespace

std::string folded(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  const auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  std::string out;
  if (U_FAILURE(error)) return lower(text);
  const icu::UnicodeString plain = unmarked(decompose->normalize(fold->normalize(source, error), error));
  if (U_FAILURE(error)) return lower(text);
  plain.toUTF8String(out);
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  const auto all = icu::UnicodeString::fromUTF8(folded(text));
  std::vector<std::string> out;
  bool inside = false;
  for (int32_t at = 0; at < all.length(); at = all.moveIndex32(at, 1)) {
    const UChar32 c = all.char32At(at);
    if (!u_isalnum(c)) {
      inside = false;
      continue;
    }
    if (!inside) out.emplace_back();
    inside = true;
    icu::UnicodeString(c).toUTF8String(out.back());
  }
  return out;
}

std::string name_key(std::string_view name) {
  return join(folded_words(name), " ");
}

} // namespace cartwright
