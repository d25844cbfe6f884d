// Wrapping, indenting and colouring of plain text.
#pragma once

#include <string>
#include <string_view>

namespace cartwright {

enum class Tone { plain, strong, good, open, bad, faint };

/// A code, or a sentence that holds codes, for a reader: "eligible_later" -> "eligible later".
std::string in_words(std::string_view codes);
std::string toned(std::string_view text, Tone tone, bool colour);
/// Wraps at blanks; every line starts with `indent` blanks, the first one with `first` instead of them.
/// Width counts characters, not bytes; a word longer than a line stands alone.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width,
                    std::string_view first = "");

} // namespace cartwright
