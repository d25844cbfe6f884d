#include "indexes/patient_query.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "indexes/folding.hpp"
#include "indexes/stop_words.hpp"

namespace cartwright {

namespace {

/// What nearly every story holds: it tells no trial from another.
const std::set<std::string>& story_words() {
  static const std::set<std::string> words = [] {
    std::istringstream in("patient patients year years old yo man men woman women male female boy girl "
                          "gentleman lady come comes came "
                          "present presents presented presenting presentation complain complains complained "
                          "complaint complaints "
                          "complaining history past medical family significant physical exam examination "
                          "show shows showed shown reveal "
                          "reveals revealed normal vital sign signs day days week weeks month months ago "
                          "last since time hospital clinic "
                          "emergency room department office visit evaluation evaluated admitted brought "
                          "referred seen diagnosed diagnosis "
                          "diagnose known report reports reported deny denies denied live lives living "
                          "married smoke smokes smoker alcohol "
                          "drink drinks one two three four five six seven eight nine ten also other some "
                          "mild moderate severe right left "
                          "bilateral no not without negative none unremarkable within limit limits range "
                          "rate blood pressure temperature "
                          "heart respiratory pulse mmhg bpm min kg cm ml mg dl level levels elevated high "
                          "low increase increased decrease "
                          "decreased test tests tested testing result results laboratory lab labs found find "
                          "finds noted does do did had "
                          "having being currently current recently recent started start starts take takes "
                          "taking took use used uses using "
                          "prescribed treated treatment therapy medication medications daily due because "
                          "mother father wife husband "
                          "girlfriend wants want interested concern concerned worry worried able feel feels "
                          "feeling very more than less "
                          "only both well good general healthy otherwise through when while during but if so "
                          "up down out over under again "
                          "further once there where how each few most such own same too can just should now "
                          "could would may might must");
    std::set<std::string> out;
    for (std::string word; in >> word;)
      out.insert(word);
    return out;
  }();
  return words;
}

bool is_number(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool tells(const std::string& word) {
  return word.size() > 1 && !is_number(word) && !is_stop_word(word) && !story_words().contains(word);
}

/// A clause begins anew at these, or at a mark: what follows is not denied any more.
bool ends_denial(const std::string& word) {
  return word == "but" || word == "however" || word == "except" || word == "although" || word == "with" ||
         word == "has";
}

/// How many words of the sentence, from `at` on, begin to deny; 0: none.
std::size_t denies(const std::vector<std::string>& words, std::size_t at) {
  static const std::set<std::string> single{"no", "denies", "denied", "without", "never"};
  static const std::set<std::pair<std::string, std::string>> pairs{
      {"negative", "for"}, {"not", "have"}, {"absence", "of"}, {"ruled", "out"}, {"rules", "out"}};
  if (single.contains(words[at])) return 1;
  return at + 1 < words.size() && pairs.contains({words[at], words[at + 1]}) ? 2 : 0;
}

const std::string comma = ","; ///< stands among the words of a clause

/// Clauses end at marks; the folded words of each, with its commas.
std::vector<std::vector<std::string>> clauses(std::string_view text) {
  std::vector<std::vector<std::string>> out(1);
  std::string piece;
  const auto end = [&] {
    const auto words = folded_words(piece);
    out.back().insert(out.back().end(), words.begin(), words.end());
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool point = c == '.' && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n');
    if (point || c == ';' || c == ':' || c == '!' || c == '?') {
      end();
      out.emplace_back();
    } else if (c == ',') {
      end();
      out.back().push_back(comma);
    } else {
      piece += c;
    }
  }
  end();
  return out;
}

std::vector<std::string> stated(const std::vector<std::string>& clause) {
  std::vector<std::string> out;
  bool denied = false;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    if (const std::size_t length = denies(clause, i); length > 0) {
      denied = true;
      i += length - 1;
      continue;
    }
    if (denied && ends_denial(clause[i])) denied = false;
    if (!denied) out.push_back(clause[i]);
  }
  return out;
}

/// How many words at `at` announce what the patient has; 0: none.
std::size_t announces(const std::vector<std::string>& words, std::size_t at) {
  static const std::set<std::pair<std::string, std::string>> pairs{
      {"diagnosed", "with"}, {"diagnosed", "as"}, {"diagnosis", "of"},   {"history", "of"},
      {"case", "of"},        {"treated", "for"},  {"suffering", "from"}, {"consistent", "with"}};
  static const std::set<std::string> single{"confirmed", "confirms",   "suggest",
                                            "suggests",  "suggesting", "suggestive"};
  if (at + 1 < words.size() && pairs.contains({words[at], words[at + 1]})) return 2;
  return single.contains(words[at]) ? 1 : 0;
}

std::optional<double> age_in(const std::string& text) {
  static const std::regex pattern(
      "([0-9]{1,3})[ -]*(years?|yrs?|yo|y/o|months?|weeks?|days?)[ -]*(old|of age)?");
  std::smatch found;
  if (!std::regex_search(text, found, pattern)) return std::nullopt;
  const double number = std::stod(found[1]);
  const char unit = found[2].str()[0];
  return unit == 'y' ? number : unit == 'm' ? number / 12 : unit == 'w' ? number / 52 : number / 365;
}

/// Words that trials for such an age use.
std::vector<std::string> age_words(double age) {
  if (age < 2) return {"infant", "newborn", "neonatal", "children", "pediatric"};
  if (age < 18) return {"children", "pediatric", "child", "adolescent"};
  if (age >= 65) return {"older", "elderly"};
  return {};
}

constexpr double announced_weight = 1, child_weight = 0.5, elder_weight = 0.25;

/// Words in the order of the text with what they weigh.
class Weighing {
public:
  void add(const std::string& word, double weight) {
    const auto [at, fresh] = weights_.emplace(word, 0);
    if (fresh) order_.push_back(word);
    at->second += weight;
  }
  std::vector<std::pair<std::string, double>> all() const {
    std::vector<std::pair<std::string, double>> out;
    for (const std::string& word : order_)
      out.emplace_back(word, weights_.at(word));
    return out;
  }

private:
  std::vector<std::string> order_;
  std::map<std::string, double> weights_;
};

/// A word said again counts less than the first time; what is announced as the patient's counts more.
void weigh(const std::vector<std::string>& words, std::map<std::string, int>& said, Weighing& to) {
  bool announced = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const std::size_t length = announces(words, i); length > 0) {
      announced = true;
      i += length - 1;
      continue;
    }
    if (words[i] == comma) announced = false;
    if (!tells(words[i])) continue;
    const int times = ++said[words[i]];
    to.add(words[i], std::sqrt(times) - std::sqrt(times - 1) + (announced ? announced_weight : 0));
  }
}

} // namespace

std::string without_negated(std::string_view text) {
  std::string out;
  for (const auto& clause : clauses(text)) {
    std::string words;
    for (const std::string& word : stated(clause))
      words += (word == comma || words.empty() ? "" : " ") + word;
    if (!words.empty()) out += (out.empty() ? "" : " ") + words + ".";
  }
  return out;
}

PatientQuery patient_query(std::string_view text) {
  Weighing words;
  std::map<std::string, int> said;
  for (const auto& clause : clauses(text))
    weigh(stated(clause), said, words);
  PatientQuery out;
  out.age = age_in(folded(text));
  if (out.age)
    for (const std::string& word : age_words(*out.age))
      words.add(word, *out.age < 18 ? child_weight : elder_weight);
  out.words = words.all();
  return out;
}

} // namespace cartwright
