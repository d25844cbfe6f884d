// The checks of tests about therapies that have a file of their own; check_therapy chooses among all.
#pragma once

#include <optional>

#include "engine/criteria/checking.hpp"
#include "engine/criteria/phrase.hpp"

namespace cartwright::criteria {

std::optional<Response> read_response(PhraseReader& reader, const Checking& checking);
std::optional<EventKind> transplant_kind(const Token& token, const Checking& checking);
std::string_view transplant_word(EventKind kind);

std::optional<Test> check_best_response(const WrittenTest& written, const Checking& checking);
std::optional<Test> check_last_therapy(const WrittenTest& written, const Checking& checking);
std::optional<Test> check_progressed(const WrittenTest& written, const Checking& checking);
std::optional<Test> check_relapsed(const WrittenTest& written, const Checking& checking);

} // namespace cartwright::criteria
