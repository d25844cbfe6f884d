#include "engine/evaluation/method_words.hpp"

#include <array>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

struct OtherName {
  std::string_view written, word;
};
constexpr std::array other_names = {OtherName{"echocardiography", "echo"},
                                    OtherName{"echocardiogram", "echo"},
                                    OtherName{"echocardiographic", "echo"},
                                    OtherName{"tte", "echo"},
                                    OtherName{"transthoracic_echo", "echo"},
                                    OtherName{"transthoracic_echocardiography", "echo"},
                                    OtherName{"transthoracic_echocardiogram", "echo"},
                                    OtherName{"ucg", "echo"},
                                    OtherName{"muga_scan", "muga"},
                                    OtherName{"radionuclide_ventriculography", "muga"},
                                    OtherName{"ra", "room_air"},
                                    OtherName{"ambient_air", "room_air"},
                                    OtherName{"indoor_air", "room_air"},
                                    OtherName{"c_g", "cockcroft_gault"},
                                    OtherName{"cg", "cockcroft_gault"},
                                    OtherName{"cockroft_gault", "cockcroft_gault"},
                                    OtherName{"cockcroft_and_gault", "cockcroft_gault"},
                                    OtherName{"mdrd_4", "mdrd"},
                                    OtherName{"24_h_urine", "measured"},
                                    OtherName{"24h_urine", "measured"},
                                    OtherName{"24_hour_urine", "measured"},
                                    OtherName{"immunohistochemistry", "ihc"},
                                    OtherName{"flow_cytometry", "flow"}};

} // namespace

std::string method_word(std::string_view written) {
  std::string out;
  for (const char each : lower(written)) {
    const bool part = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || (each & 0x80) != 0;
    if (part) out += each;
    if (!part && !out.empty() && out.back() != '_') out += '_';
  }
  while (!out.empty() && out.back() == '_')
    out.pop_back();
  for (const OtherName& other : other_names)
    if (other.written == out) return std::string(other.word);
  return out;
}

} // namespace cartwright
