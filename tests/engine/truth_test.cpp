// Kleene's tables, written out, and the laws that follow from them.
#include <array>

#include <catch2/catch.hpp>

#include "engine/domain/causes.hpp"
#include "engine/domain/truth.hpp"

using namespace cartwright;

namespace {

constexpr std::array all = {Truth::no, Truth::unknown, Truth::yes};

/// What an unknown may turn out to be.
std::vector<Truth> worlds(Truth truth) {
  if (truth == Truth::unknown) return {Truth::no, Truth::yes};
  return {truth};
}

} // namespace

TEST_CASE("Kleene's and, or, not, as tables") {
  using enum Truth;
  const Truth conjunction[3][3] = {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}};
  const Truth disjunction[3][3] = {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}};
  const Truth negation[3] = {yes, unknown, no};
  for (std::size_t a = 0; a < 3; ++a) {
    CHECK(negate(all[a]) == negation[a]);
    for (std::size_t b = 0; b < 3; ++b) {
      CHECK(both(all[a], all[b]) == conjunction[a][b]);
      CHECK(either(all[a], all[b]) == disjunction[a][b]);
    }
  }
}

TEST_CASE("A decided combination stays as it is in every world that fills its gaps") {
  for (const Truth a : all)
    for (const Truth b : all)
      for (const Truth in_a : worlds(a))
        for (const Truth in_b : worlds(b)) {
          if (both(a, b) != Truth::unknown) CHECK(both(in_a, in_b) == both(a, b));
          if (either(a, b) != Truth::unknown) CHECK(either(in_a, in_b) == either(a, b));
        }
}

TEST_CASE("At least k of n counts what holds and what is open") {
  for (std::uint32_t need = 0; need <= 4; ++need)
    for (std::uint32_t holding = 0; holding <= 3; ++holding)
      for (std::uint32_t open = 0; open <= 3; ++open) {
        const Truth expected = holding >= need          ? Truth::yes
                               : holding + open >= need ? Truth::unknown
                                                        : Truth::no;
        CHECK(at_least(need, holding, open) == expected);
      }
}

TEST_CASE("Causes are a sorted set, and merging them is the same in any order") {
  const Cause missing{CauseKind::missing, "lvef", "echo_pft"};
  const Cause judged{CauseKind::judgement, "", ""};
  Causes one(missing), other(judged);
  one.add(missing);
  CHECK(one.items().size() == 1);
  Causes left = one, right = other;
  left.merge(other);
  right.merge(one);
  CHECK(left == right);
  CHECK(left.items() == std::vector<Cause>{missing, judged});
  CHECK(other.only_judgement());
  CHECK_FALSE(left.only_judgement());
  CHECK_FALSE(Causes{}.only_judgement());
}
