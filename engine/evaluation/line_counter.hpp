// Places therapies, transplants and radiotherapy one after another into lines (Rajkumar 2015).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"
#include "engine/evaluation/treatment_history.hpp"

namespace cartwright {

class LineCounter {
public:
  LineCounter(const Patient& patient, const Vocabulary& vocabulary, Day known_by);
  TreatmentHistory run();

private:
  enum class Kind : std::uint8_t { episode, transplant, radiation };
  struct Item {
    Kind kind = Kind::episode;
    std::size_t index = 0;
    std::optional<PartialDate> start;
  };

  void gather();
  void place(const Item& item);
  void place_episode(const Item& item);
  void place_change(const Item& item, const Episode& previous);
  void place_transplant(const Item& item);
  void place_radiation(const Item& item);
  void open(const Item& item, bool certain, const std::string& why);
  void join(TherapyLine& line, const Item& item, const std::string& why);
  void put(TherapyLine& line, const Item& item);
  void settle_waiting(const Item& next);
  std::string name_of(const Item& item) const;

  bool belongs_to_next(const Episode& episode) const;
  bool takes_waiting(const Item& next) const;
  bool planned_later(const Episode& episode) const;
  bool planned_alone(const Episode& episode) const;
  bool closed() const; ///< therapies and transplants
  bool less_than_a_cycle(const Episode& episode) const;
  bool may_mobilise(const Episode& episode) const;
  bool only_cytotoxic_shortly_before(const Episode& episode, Period period, bool cells) const;
  std::string doubt_about(const Episode& episode) const;
  TherapyLine* last_certain();
  TherapyLine* planned_line(const std::string& planned_with);
  const Episode* last_episode(const TherapyLine& line) const;
  std::vector<ConceptId> without_steroids(const Episode& episode) const;
  bool beside_a_therapy(const RadiotherapyCourse& course) const;

  const Patient& patient_;
  const Vocabulary& vocabulary_;
  Day known_by_;
  std::vector<Item> items_;
  std::vector<Item> waiting_; ///< lymphodepletion, conditioning, planned bridging: part of what they prepare
  TreatmentHistory out_;
};

} // namespace cartwright
