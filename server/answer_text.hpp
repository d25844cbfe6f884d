// Answers as text for people at a terminal: the same content as the JSON, shorter, in fixed width.
#pragma once

#include <string>

#include "server/answer_json.hpp"

namespace cartwright {

struct TextStyle {
  bool colour = false;
  std::size_t width = 100; ///< columns; lines are wrapped, never cut
};

/// The ranked list: verdict, whether a site is open, what decides, what is awaited.
std::string match_text(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view,
                       const TextStyle& style);
/// Every criterion of the trials in view, with state, reason, source.
std::string explain_text(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view,
                         const TextStyle& style);
std::string review_text(const MatchAnswer& answer, const AnswerFrame& frame, const TextStyle& style);
/// One block a problem: severity, place, message, hint.
std::string problems_text(const Problems& problems, const TextStyle& style);

} // namespace cartwright
