#include "catalogues/profile/profile_reader.hpp"

namespace cartwright {

namespace {

std::optional<DatedQuantity> body_size(const Cursor& person, std::string_view key, Dimension dimension,
                                       double low, double high, const ProfileReading& reading) {
  const auto from = person.object(key);
  if (!from) return std::nullopt;
  from->only(entry_keys({"value", "unit", "date"}));
  const auto quantity = reading.quantity(*from, {dimension});
  const auto date = reading.past_date(*from, "date");
  if (!quantity) return std::nullopt;
  if (quantity->in_base() < low || quantity->in_base() > high) {
    from->error(ProblemCode::impossible_value, "value", quantity->text() + " is not possible for a person",
                "check value and unit");
    return std::nullopt;
  }
  return DatedQuantity{*quantity, date, from->path()};
}

void read_travel(const Cursor& root, Travel& out) {
  const auto from = root.object("travel");
  if (!from) return;
  from->only(
      {"fit_to_fly", "max_stay_weeks", "companion", "assistance", "visa_lead_days", "countries", "home"});
  out.fit_to_fly = from->flag("fit_to_fly");
  out.companion = from->flag("companion");
  out.max_stay_weeks = from->number_in("max_stay_weeks", 0, 520);
  out.visa_lead_days = from->number_in("visa_lead_days", 0, 1000);
  out.assistance = from->one_of("assistance", {"none", "companion", "wheelchair", "escort"}).value_or("");
  out.countries = from->texts("countries");
  const auto home = from->object("home");
  if (!home) return;
  home->only({"city", "latitude", "longitude"});
  out.home_city = home->text("city").value_or("");
  out.latitude = home->number_in("latitude", -90, 90);
  out.longitude = home->number_in("longitude", -180, 180);
}

} // namespace

void read_person(const Cursor& root, const ProfileReading& reading, Patient& out) {
  read_travel(root, out.travel);
  const auto from = root.object("person");
  if (!from) return;
  from->only({"birth_date", "sex", "country", "weight", "height", "pregnancy"});
  Person& person = out.person;
  person.birth_date = reading.past_date(*from, "birth_date");
  constexpr int oldest = 130;
  if (person.birth_date && years_between(person.birth_date->latest(), reading.today) > oldest)
    from->error(ProblemCode::impossible_date, "birth_date", "the age would be more than 130 years",
                "check the year");
  person.sex = from->one_of("sex", {"female", "male"}).value_or("");
  person.country = from->text("country").value_or("");
  if (!person.country.empty() && person.country.size() != 2)
    from->error(ProblemCode::unknown_word, "country", "\"" + person.country + "\" is not a country code",
                "write two letters after ISO 3166, such as IN");
  person.weight = body_size(*from, "weight", Dimension::mass, 20, 400, reading);
  person.height = body_size(*from, "height", Dimension::length, 500, 2500, reading);
  if (const auto pregnancy = from->object("pregnancy")) {
    pregnancy->only(entry_keys({"state", "date"}));
    person.pregnancy =
        pregnancy->one_of("state", {"not_possible", "negative", "positive", "lactating"}).value_or("");
    person.pregnancy_date = reading.past_date(*pregnancy, "date");
  }
}

} // namespace cartwright
