// The words of eligibility text that the grammar knows, beside the names of the vocabulary.
#pragma once

#include <string_view>

namespace cartwright::drafting {

/// Lines "tag : phrase | phrase ...". Text that carries nothing has the tag "~".
std::string_view grammar_words();
/// Likewise: the words of single topics.
std::string_view topic_words();
/// Words that only fill: subjects, auxiliaries, the circumstances of asking.
std::string_view filling_words();
/// Lines "id : phrase | phrase ...": further names of concepts, as protocols write them.
std::string_view condition_words();
std::string_view drug_words();
std::string_view measurement_words();
std::string_view flc_words();
/// Names of the vocabulary that mean something else in running text ("all", "pi").
std::string_view misleading_names();

} // namespace cartwright::drafting
