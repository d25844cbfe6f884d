#include "engine/population/population.hpp"

#include <algorithm>

#include "engine/evaluation/compare.hpp"

namespace cartwright {

namespace {

/// So many words of all storage stay in the caches.
constexpr std::size_t block_words = 32;

/// Runs the schedule on one block of patients.
class Block {
public:
  Block(const Evaluation& of, std::size_t first, std::size_t words)
      : of_(of), first_(first), words_(words),
        storage_(of.schedule.storage() * std::size_t{2} * block_words) {}

  void move_to(std::size_t first, std::size_t words) {
    first_ = first;
    words_ = words;
  }

  void run(PlaneTable& verdicts, PlaneTable* criteria) {
    std::uint32_t done = 0;
    std::size_t criterion = 0;
    for (std::size_t trial = 0; trial < of_.schedule.trials().size(); ++trial) {
      const TrialSteps& steps = of_.schedule.trials()[trial];
      for (; done < steps.steps_end; ++done)
        step(of_.schedule.steps()[done]);
      judge(steps, verdicts.yes(trial) + first_, verdicts.no(trial) + first_);
      if (criteria != nullptr) keep(steps, *criteria, criterion);
    }
  }

private:
  Word* yes(std::uint32_t slot) { return storage_.data() + std::size_t{slot} * 2 * block_words; }
  Word* no(std::uint32_t slot) { return yes(slot) + block_words; }

  PlanePair planes(const PlaneRef& ref) {
    const PlanePair out =
        ref.column ? PlanePair{of_.columns.yes(ref.index) + first_, of_.columns.no(ref.index) + first_}
                   : PlanePair{yes(ref.index), no(ref.index)};
    return ref.negated ? PlanePair{out.no, out.yes} : out;
  }

  const PlanePair* gather(std::uint32_t first, std::uint32_t count) {
    if (parts_.size() < count) parts_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i)
      parts_[i] = planes(of_.schedule.operands()[first + i]);
    return parts_.data();
  }

  void step(const PlaneStep& step) {
    Word* const y = yes(step.out);
    Word* const n = no(step.out);
    const PlanePair* const parts = gather(step.first, step.count);
    switch (step.op) {
    case PlaneOp::from_bound:
      return of_.kernels.from_bound(y, n, of_.columns.low(step.column) + first_ * word_bits,
                                    of_.columns.high(step.column) + first_ * word_bits, step.from, words_);
    case PlaneOp::all_of:
      return of_.kernels.all_of(y, n, parts, step.count, words_);
    case PlaneOp::any_of:
      return of_.kernels.any_of(y, n, parts, step.count, words_);
    case PlaneOp::at_least:
      return of_.kernels.at_least(y, n, parts, step.count, step.need, words_);
    case PlaneOp::agreed:
      return of_.kernels.agreed(y, n, parts, step.count, words_);
    case PlaneOp::score:
      return add_up(y, n, of_.schedule.scores()[step.need], parts);
    case PlaneOp::unknown:
      std::fill_n(y, words_, Word{0});
      std::fill_n(n, words_, Word{0});
      return;
    case PlaneOp::soften:
      return soften(y, parts, step.count, step.need == 1);
    case PlaneOp::accept:
      for (std::size_t w = 0; w < words_; ++w) {
        y[w] = parts[0].yes[w] | parts[1].yes[w];
        n[w] = parts[0].no[w];
      }
      return;
    }
  }

  /// Scores are few: each patient's points are added up one by one.
  void add_up(Word* yes, Word* no, const criteria::Score& score, const PlanePair* parts) const {
    for (std::size_t patient = 0; patient < words_ * word_bits; ++patient) {
      double low = 0, high = 0;
      for (std::size_t i = 0; i < score.points.size(); ++i) {
        low += bit_of(parts[i].yes, patient) ? score.points[i] : 0;
        high += bit_of(parts[i].no, patient) ? 0 : score.points[i];
      }
      const Truth truth = compare({low, high}, score.op, score.bound);
      set_bit(yes, patient, truth == Truth::yes);
      set_bit(no, patient, truth == Truth::no);
    }
  }

  /// Unknown, and every unknown part is soft. A part that names itself twice is never soft.
  void soften(Word* soft, const PlanePair* parts, std::uint32_t count, bool all_open) const {
    for (std::size_t w = 0; w < words_; ++w) {
      Word hard = 0;
      for (std::uint32_t i = 1; i + 1 < count; i += 2) {
        const bool never = parts[i].yes == parts[i + 1].yes;
        const Word decided = parts[i].yes[w] | parts[i].no[w];
        hard |= ~decided & (never ? ~Word{0} : ~parts[i + 1].yes[w]);
        if (all_open) hard |= decided;
      }
      soft[w] = ~(parts[0].yes[w] | parts[0].no[w]) & ~hard;
    }
  }

  void judge(const TrialSteps& steps, Word* y, Word* n) {
    const auto rules = [&](std::uint32_t slot) {
      return of_.schedule.slots()[steps.first_slot_rules + slot];
    };
    if (steps.slot_count == 1) {
      of_.kernels.all_of(y, n, gather(rules(0).first, rules(0).count), rules(0).count, words_);
      return;
    }
    Words own(2 * block_words);
    std::fill_n(y, words_, Word{0});
    std::fill_n(n, words_, ~Word{0});
    for (std::uint32_t slot = 0; slot < steps.slot_count; ++slot) {
      of_.kernels.all_of(own.data(), own.data() + block_words, gather(rules(slot).first, rules(slot).count),
                         rules(slot).count, words_);
      for (std::size_t w = 0; w < words_; ++w) {
        y[w] |= own[w];
        n[w] &= own[block_words + w];
      }
    }
  }

  void keep(const TrialSteps& steps, PlaneTable& criteria, std::size_t& row) {
    for (std::uint32_t slot = 0; slot < steps.slot_count; ++slot) {
      const SlotSteps& rules = of_.schedule.slots()[steps.first_slot_rules + slot];
      for (std::uint32_t i = 0; i < rules.count; ++i, ++row) {
        const PlanePair from = planes(of_.schedule.operands()[rules.first + i]);
        std::copy_n(from.yes, words_, criteria.yes(row) + first_);
        std::copy_n(from.no, words_, criteria.no(row) + first_);
      }
    }
  }

  const Evaluation& of_;
  std::size_t first_, words_;
  Words storage_;
  std::vector<PlanePair> parts_;
};

} // namespace

void evaluate(const Evaluation& evaluation, WordRange range, PlaneTable& verdicts, PlaneTable* criteria) {
  Block block(evaluation, range.begin, 0);
  for (std::size_t first = range.begin; first < range.end; first += block_words) {
    block.move_to(first, std::min(block_words, range.end - first));
    block.run(verdicts, criteria);
  }
}

void scatter(const PlaneTable& few, const std::vector<std::size_t>& patients, PlaneTable& whole) {
  for (std::size_t row = 0; row < few.rows(); ++row)
    for (std::size_t i = 0; i < patients.size(); ++i) {
      set_bit(whole.yes(row), patients[i], bit_of(few.yes(row), i));
      set_bit(whole.no(row), patients[i], bit_of(few.no(row), i));
    }
}

} // namespace cartwright
