#include "catalogues/drafting/words.hpp"

namespace cartwright::drafting {

std::string_view filling_words() {
  return R"(
~ : a | an | the | of | any | all | rate | finding | their | his | her | his or her | he | she | they | it | its | this | these | those | such
~ : patient | subject | participant | individual | volunteer | person | study patient | study subject | study participant
~ : women and men | men and women | men or women | women or men | man or woman | woman or man | people
~ : must | should | shall | must be | should be | can | could | may | will | would | do | did | does
~ : have | has | had | having | is | are | be | been | being | was | were
~ : also | additionally | in addition | furthermore | otherwise | then | thus | respectively | currently | presently | at present | at this time
~ : documented | confirmed | proven | established | demonstrated | histologically | cytologically | pathologically | clinically
~ : histologically or cytologically | pathologically documented | histologically confirmed | clinically documented | well documented
~ : evidence | clinical evidence | presence | existence | documentation | documented evidence | demonstrate | demonstrates | demonstration | show | exhibit | exhibiting | present with | presents with | presenting with
~ : in the study | in this study | into the study | in the trial | in this trial | for the study | for this study | on study | on this study | of this study | to participate in the study
~ : to be enrolled | to be eligible | to be eligible for this study | in order to be eligible | for inclusion | for enrollment | to be included | eligible for inclusion | to enroll
~ : at screening | during screening | at the time of screening | at the screening visit | during the screening period | during the screening phase | at baseline | at the baseline visit | at study entry | at the time of study entry | at entry | at enrollment | at the time of enrollment | at the time of study enrollment | at time of enrollment | at registration | at the time of registration | at inclusion | prior to enrollment in the study | screening phase
~ : at the time of signing the informed consent form | at the time of signing informed consent | at the time of signing the informed consent | at the time of signing consent | at the time consent is obtained | at the time of consent | at the time of informed consent | on the date of signing informed consent | on day of signing informed consent | on the day of signing informed consent | at time of informed consent | at the time of signing the consent form | at the time of signing the informed consent document | at the time of signing informed consent form | when signing the informed consent | when signing the informed consent form | at the time of signing the icf | at time of signing informed consent | at signing of informed consent | at signature of the informed consent | at time of consent | on the day of consent | at the time of signature of the informed consent form
~ : in the opinion of the treating physician as follows | as follows | defined as follows | as defined below | as described below | as below | listed below | outlined below
~ : score | scale | level | value | status score | result | reading | concentration | number | total number
~ : previously known | already | ever | yet | only if | just | exactly
~ : truly | purely | performed | conducted | myelomatous
~ : initial | original | own | given | specific | certain | various | different | separate
~ : type of | form of | kind of | course of | any form of | any type of | types of
~ : any kind | of any kind | hemodynamically | aspect of | one aspect of | at least one aspect of | at least 1 aspect of | approximately | about | nearly | immediately | either immediately | simply | at the time of | at the time | at time of | at any time | at any time point | preferably | regularly | normally | adequately documented | objective | fully
~ : meet the following criteria | must meet the following criteria | the following criteria
~ : both male and female | male and female | male or female | males and females | males or females | female or male | either sex | any gender | of either gender | all genders | with no gender restriction | no gender restriction | no gender limitation | no gender limit | no gender restrictions | regardless of gender | either gender | regardless of sex | both sexes | any sex or gender | adult male or female | adult males and females | adult male and female
~ : adult | adults | adult patient | adult patients
~ : unless otherwise stated | unless otherwise noted | unless otherwise specified | unless otherwise indicated | no upper age limit | with no upper age limit | no upper limit of age | no upper limit
~ : after correction for anemia | corrected for hemoglobin | adjusted for hemoglobin | corrected for anemia | adjusted for anemia | hemoglobin corrected | hemoglobin adjusted | hgb corrected | corrected for hgb | adjusted for hgb | corrected for hb | adjusted for hb
~ : for age | for the age | for their age | age adjusted | adjusted for age | based on age and gender | by age
~ : proven to have | known to have | found to have | confirmed to have | experience | experiences | experiencing | experienced | directly
~ : for any reason | male and/or female
~ : at informed consent | on the day of signed informed consent | on the day of signing the informed consent form | on the day of signing icf | male or female
~ : etc | there was | there were | gender was not limited | gender is not limited | gender not limited | gender unlimited | sex is not limited
~ : ethnic group | racial group | race
)";
}

std::string_view misleading_names() {
  return R"(
all als | all | als | ra | et | tb | na | k | mg | cr | pct | met | kit | bor | ici | pulse | wm | cart | pi | ck | alb | ptt | operation | fracture | trauma | calcium | surgery | urea | glucose |
ball | p | v | d | r | k | t | pd | ld | cd | dex | pom | len | thal | mel | ixa | carfil | dara | isa | elo | melan | ca | pa | cp | vd | rd | kd | td | pd | id | dp | bp | bd | vp | md | cd |
ever | fever | cellular therapy | supportive | supportive care | present | cold | immunotherapy | antibody | vaccine | surgery | cytokine | oxygen | small molecule | chemotherapy | investigational | steroid |
hiv | viral hepatitis b or c | viral hepatitis b and c | mutation | brain injury | syncope
)";
}

} // namespace cartwright::drafting
