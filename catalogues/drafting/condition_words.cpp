#include "catalogues/drafting/words.hpp"

namespace cartwright::drafting {

std::string_view condition_words() {
  return R"(
multiple_myeloma : multiple myeloma | multiple myeloma mm | mm | myeloma | plasma cell myeloma | symptomatic multiple myeloma | active multiple myeloma | symptomatic myeloma | active myeloma | multiple myeloma disease | symptomatic mm | active mm | symptomatic multiple myeloma mm | secretory multiple myeloma | secretory myeloma | measurable myeloma
smouldering_myeloma : smoldering multiple myeloma smm | smoldering mm | indolent myeloma | asymptomatic multiple myeloma | smoldering myeloma smm | smouldering | indolent multiple myeloma | asymptomatic mm
mgus : monoclonal gammopathy of undetermined significance | monoclonal gammopathy of undetermined significance mgus | monoclonal gammopathy of unknown significance | mgus | monoclonal gammopathy of uncertain significance
plasma_cell_leukemia : plasma cell leukemia | active plasma cell leukemia | pcl | plasma cell leukemia pcl | active plasma cell leukemia pcl | primary or secondary plasma cell leukemia | plasma cell leukaemia
primary_plasma_cell_leukemia : primary plasma cell leukemia
secondary_plasma_cell_leukemia : secondary plasma cell leukemia
solitary_plasmacytoma : solitary plasmacytoma | solitary bone or solitary extramedullary plasmacytoma | solitary bone plasmacytoma | solitary plasmacytoma of bone | only plasmacytoma | solitary extramedullary plasmacytoma
waldenstrom_macroglobulinaemia : waldenstrom | waldenstrom macroglobulinemia | waldenstroem macroglobulinemia | waldenstrom disease | waldenstrom macroglobulinemia wm | waldenstrom macroglobulinemia or lymphoplasmacytic lymphoma
al_amyloidosis : amyloidosis | al amyloidosis | light chain amyloidosis | primary amyloidosis | systemic amyloidosis | systemic light chain amyloidosis | amyloid light chain amyloidosis | primary systemic amyloidosis | primary light chain amyloidosis | al amyloid | amyloid light chain al amyloidosis | immunoglobulin light chain amyloidosis | primary amyloid light chain amyloidosis | systemic light chain al amyloidosis | light chain al amyloidosis | primary systemic al amyloidosis | systemic al amyloidosis | known amyloidosis | primarily amyloidosis | concurrent amyloidosis | amyloidosis al | active systemic light chain amyloidosis | concomitant amyloidosis | primary light chain al amyloidosis | primary systemic light chain amyloidosis | multiple myeloma with amyloidosis | amyloid disease | primary amyloidosis al | system light chain amyloidosis
symptomatic_al_amyloidosis : symptomatic amyloidosis | clinically significant amyloidosis | clinically significant light chain amyloidosis | amyloidosis with end organ damage | clinically significant organ involvement by amyloid protein | clinically significant amyloid
poems : poems | poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal gammopathy skin changes poems syndrome | polyneuropathy organomegaly endocrinopathy m protein and skin poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal protein and skin poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal protein skin changes poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal protein skin changes syndrome | polyneuropathy organomegaly endocrinopathy m protein skin changes poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal protein skin changes | polyneuropathy organomegaly endocrinopathy monoclonal gammopathy and skin change | polyneuropathy, organomegaly, endocrinopathy, monoclonal protein, and skin change | poems syndrome polyneuropathy | polyneuropathy, organomegaly, endocrinopathy, myeloma protein and skin change | polyneuropathy, organomegaly, endocrinopathy, myeloma protein, and skin change | polyneuropathy, organomegaly, endocrinopathy, monoclonal gammopathy, and skin change | polyneuropathy, organomegaly, endocrinopathy, monoclonal protein and skin change | polyneuropathy, organomegaly, endocrinopathy, m protein, and skin change | polyneuropathy, organomegaly, endocrinopathy, monoclonal gammopathy, and skin changes syndrome | poem syndrome | polyneuropathy, organomegaly, endocrinopathy, monoclonal plasma cell disorder, skin change | polyneuropathy, organomegaly, endocrinopathy, monoclonal plasma cell disorder, and skin change
myocardial_infarction : myocardial infarction | myocardial infarct | acute myocardial infarction | mi | acute mi | heart attack | myocardial infarction mi
acute_coronary_syndrome : acute coronary syndrome
unstable_angina : unstable angina | unstable angina pectoris
uncontrolled_angina : uncontrolled angina | poorly controlled angina | uncontrolled angina pectoris | unstable or poorly controlled angina | symptomatic angina
angina : angina | angina pectoris
heart_failure : heart failure | congestive heart failure | chf | cardiac failure | cardiac insufficiency | congestive cardiac failure | congestive heart failure chf | congestive cardiac insufficiency | congestive heart disease
symptomatic_heart_failure : symptomatic congestive heart failure | symptomatic heart failure | symptomatic chf
clinically_significant_arrhythmia : uncontrolled arrhythmia | uncontrolled cardiac arrhythmia | clinically significant cardiac arrhythmia | unstable arrhythmia | unstable cardiac arrhythmia | significant cardiac arrhythmia | clinically significant arrhythmia | uncontrolled clinically significant cardiac arrhythmia | clinically significant uncontrolled arrhythmia | symptomatic cardiac arrhythmia | uncontrolled or significant cardiac arrhythmia | clinically significant untreated arrhythmia | uncontrolled clinically significant arrhythmia | poorly controlled arrhythmia | arrhythmia not controlled by medication | poorly controlled cardiac arrhythmia
severe_arrhythmia : severe arrhythmia | severe cardiac arrhythmia | serious arrhythmia | serious cardiac arrhythmia | life threatening arrhythmia
ventricular_arrhythmia : ventricular arrhythmia
clinically_significant_ventricular_arrhythmia : clinically significant ventricular arrhythmia | uncontrolled ventricular arrhythmia | severe uncontrolled ventricular arrhythmia | significant ventricular arrhythmia | severe ventricular arrhythmia | serious ventricular arrhythmia
arrhythmia : arrhythmia | cardiac arrhythmia
high_grade_atrioventricular_block : second degree mobitz type ii or third degree atrioventricular block | third degree atrioventricular block | second degree or third degree atrioventricular block | mobitz ii second degree heart block or third degree heart block
long_qt : prolonged qt syndrome | long qt syndrome | congenital long qt | qt prolongation | qtc prolongation
coronary_angioplasty_or_stent : coronary angioplasty | angioplasty | stenting | coronary stenting | coronary artery stenting | percutaneous coronary intervention | cardiac angioplasty | stent placement | cardiac angioplasty or stenting | coronary angioplasty or stenting | angioplasty or stenting | stent implantation | coronary stent placement
coronary_bypass : bypass grafting | coronary artery bypass graft | coronary artery bypass | coronary artery bypass grafting | coronary/peripheral artery bypass graft | cabg | coronary artery bypass surgery | bypass surgery
coronary_heart_disease : coronary artery disease | coronary heart disease | symptomatic ischemic heart disease | ischemic heart disease
pericardial_disease : pericardial disease | clinically significant pericardial disease | pericardial abnormality
severe_non_ischaemic_cardiomyopathy : severe non ischemic cardiomyopathy | severe nonischemic cardiomyopathy
clinically_significant_heart_disease : clinically significant cardiac disease | clinically significant heart disease | severe cardiac disease | severe heart disease | significant cardiac disease | serious cardiac disease | serious heart disease | significant heart disease | clinically relevant cardiac disease | clinically significant cardiac condition | clinically significant cardiac pathology | serious cardiac condition | clinically significant cardiac dysfunction
heart_disease : cardiac disease | heart disease | cardiac condition | cardiac disorder
clinically_significant_cardiovascular_disease : clinically significant cardiovascular disease | significant cardiovascular disease | severe cardiovascular disease | serious cardiovascular disease | clinically significant cardiac or vascular disease | significant cardiovascular impairment | serious cardiac or cerebrovascular disease | impaired cardiovascular function or clinically significant cardiovascular disease
cardiovascular_disease : cardiovascular disease | cardiovascular condition | cardiovascular disorder
thromboembolism : thromboembolic event | thromboembolic disease | thromboembolism | thrombosis | thrombotic event
venous_thrombosis : venous thromboembolism | venous thromboembolic event | venous thrombosis | vte
arterial_thrombosis : arterial thromboembolism | arterial thrombosis | arterial thromboembolic event | arterial embolism
deep_vein_thrombosis : deep vein thrombosis | deep venous thrombosis | dvt | deep vein thrombosis dvt | deep venous thrombosis dvt
pulmonary_embolism : pulmonary embolism | pulmonary embolus | pe | pulmonary embolism pe | symptomatic pulmonary embolism
stroke : stroke | cerebrovascular accident | cva | cerebral vascular accident | cerebrovascular accident cva | stroke/intracranial hemorrhage
transient_ischaemic_attack : transient ischemic attack | tia | transient ischemic attack tia
cerebrovascular_disease : cerebrovascular event | cerebrovascular disease
seizures : seizure | convulsion | convulsive disorder
epilepsy : epilepsy | seizure disorder | epileptic seizure
intracranial_haemorrhage : intracranial hemorrhage | cerebral hemorrhage | cns hemorrhage | intracranial bleeding | cns bleeding | brain hemorrhage
dementia : dementia | severe dementia
altered_mental_state : altered mental status | mental status change
paresis : paresis | paralysis
severe_brain_injury : severe brain injury | brain injury | traumatic brain injury
clinically_significant_cns_disorder : clinically significant central nervous system pathology | clinically relevant central nervous system cns pathology | clinically relevant cns pathology | clinically significant cns pathology | clinically significant cns disease | clinically significant neurological disorder of the cns | clinically relevant cns disorder
cns_disorder : central nervous system disorder | other central nervous system disease | other cns disorder | cns disorder | central nervous system cns disorder | cns pathology
peripheral_neuropathy : peripheral neuropathy | neuropathy | sensory neuropathy | peripheral sensory neuropathy | polyneuropathy | peripheral nerve disease | motor neuropathy | peripheral motor neuropathy | peripheral sensory or motor neuropathy | peripheral neuropathic disease | sensory or motor neuropathy | symptomatic peripheral neuropathy | pre existing peripheral neuropathy | peripheral sensory or motor polyneuropathy | peripheral motor or sensory neuropathy
motor_polyneuropathy : peripheral motor polyneuropathy | motor polyneuropathy | severe motor polyneuropathy
painful_neuropathy : painful neuropathy | painful peripheral neuropathy
guillain_barre : guillain barre syndrome | guillain barre | guillain barre syndrome gbs | guillan barre syndrome | guillan barre syndrome gbs
parkinson_disease : parkinson disease
demyelinating_disease : demyelinating disease
progressive_multifocal_leukoencephalopathy : progressive multifocal leukoencephalopathy | pml
spinal_cord_compression : spinal cord compression | cord compression
hypertension : hypertension | arterial hypertension
uncontrolled_hypertension : uncontrolled hypertension | poorly controlled hypertension | uncontrolled arterial hypertension | refractory hypertension | uncontrolled high blood pressure
hypertensive_crisis : hypertensive crisis | hypertension crisis | hypertensive encephalopathy | hypertension crisis or hypertensive encephalopathy | hypertensive emergency
diabetes : diabetes | diabetes mellitus
uncontrolled_diabetes : uncontrolled diabetes | uncontrolled diabetes mellitus | poorly controlled diabetes mellitus | poorly controlled diabetes
copd : copd | chronic obstructive pulmonary disease | chronic obstructive pulmonary disease copd
asthma : asthma | bronchial asthma
interstitial_lung_disease : interstitial lung disease | ild | interstitial pneumonia | interstitial pneumonitis
pneumonitis : pneumonitis | non infectious pneumonitis | active non infectious pneumonitis | active, non infectious pneumonitis | noninfectious pneumonitis
clinically_significant_lung_disease : severe lung disease | severe pulmonary disease | severe respiratory disease | significant pulmonary disease | clinically significant pulmonary disease | clinically significant lung disease | severe lung function impairment | serious pulmonary disease | significant lung disease
infiltrative_lung_disease : acute diffuse infiltrative pulmonary disease | diffuse infiltrative pulmonary disease | acute infiltrative pulmonary disease | infiltrative pulmonary disease | acute diffuse infiltrative lung disease | acute diffuse infiltrative pneumopathy
infiltrative_pericardial_disease : acute diffuse infiltrative pericardial disease | infiltrative pericardial disease
liver_cirrhosis : liver cirrhosis | cirrhosis | hepatic cirrhosis | known cirrhosis | cirrhosis of the liver
chronic_liver_disease : chronic liver disease
liver_disease : liver disease | hepatic disease | active liver disease | hepatic disorder
biliary_disease : biliary disease | biliary tract disease
gilbert_syndrome : gilbert syndrome | gilbert | gilbert disease | gilbert meulengracht syndrome | congenital bilirubinemia | gilberts syndrome | known gilbert syndrome | unconjugated hyperbilirubinemia of gilbert syndrome
malabsorption : malabsorption | malabsorption syndrome
impaired_oral_absorption : gastrointestinal disease that may significantly alter the absorption of oral drug | gi disease that could interfere with the oral absorption | gastrointestinal disease that would interfere with absorption | gi disease or gi procedure that could interfere with the oral absorption or tolerance | gastrointestinal disease or procedure that could interfere with the oral absorption or tolerance of treatment
unable_to_swallow : difficulty swallowing | unable to swallow oral medication | unable to swallow | difficulty in swallowing
gastrointestinal_disease : gastrointestinal disease | gastrointestinal disorder | gi disease
active_peptic_ulcer : active peptic ulcer | active ulcer | active peptic ulcer disease
kidney_disease : renal disease | kidney disease | active renal condition | renal condition
renal_failure : renal failure | kidney failure | end stage renal failure | end stage renal disease | end stage kidney disease | end stage kidney failure
bleeding : bleeding | hemorrhage | active bleeding | internal bleeding | active mucosal or internal bleeding | active hemorrhage
bleeding_tendency : bleeding diathesis | bleeding tendency | hemorrhagic diathesis
osteolytic_bone_disease : lytic bone lesion | lytic lesion | bone lytic lesion | lytic bone disease | osteolytic lesion
poems : polyneuropathy organomegaly endocrinopathy monoclonal gammopathy and skin abnormality poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal gammopathy and skin abnormalities poems syndrome | polyneuropathy organomegaly endocrinopathy monoclonal gammopathy and skin abnormalities syndrome
al_amyloidosis : al subtype amyloidosis | al type amyloidosis | amyloidosis of al type | al amyloid
haemolytic_anaemia : hemolytic anemia | active hemolytic anemia
coagulation_disorder : coagulation disorder | coagulopathy
autoimmune_disease : autoimmune disease | autoimmune disorder | systemic autoimmune disease | immune mediated disease | active immune mediated disease | active autoimmune disease | autoimmune disease including type i diabetes | autoimmune condition | autoimmune illness | history of autoimmune disease | active systemic autoimmune disease | active autoimmune disorder | auto immune disease | auto immune disorder
autoimmune_disease_needing_immunosuppression : autoimmune disease requiring immunosuppressive therapy | autoimmune disease requiring immunosuppressant therapy | autoimmune disease requiring immunosuppression | autoimmune disease requiring systemic immunosuppressive therapy | active autoimmune disease requiring systemic immunosuppressive therapy | active autoimmune disease requiring immunosuppressive therapy | autoimmune disease that requires immunosuppressive therapy | autoimmune disease requiring systemic immunosuppression | active autoimmune disease requiring immunosuppression | active autoimmune disease requiring systemic treatment | autoimmune disease requiring systemic treatment | autoimmune disease that has required systemic treatment | active autoimmune disease that has required systemic treatment
severe_autoimmune_disease : severe autoimmune disease | clinically severe autoimmune disease | serious autoimmune disease
primary_immunodeficiency : primary immunodeficiency | congenital immune deficiency | congenital immunodeficiency | any form of primary immunodeficiency
severe_combined_immunodeficiency : severe combined immunodeficiency disease | severe combined immunodeficiency
immunodeficiency : immunodeficiency | immunodeficiency disease | immune deficiency | immunodeficiency disorder
uncontrolled_infection : uncontrolled infection | active uncontrolled infection | uncontrolled active infection | uncontrolled systemic infection | uncontrolled active systemic infection | active and uncontrolled infection | uncontrolled or active infection | active infection that is not controlled | uncontrolled active bacterial, viral, or fungal infection
serious_infection : serious infection | severe infection | severe active infection | serious active infection | life threatening infection
covid_19 : covid 19 | coronavirus disease 2019 | sars cov 2 | sars cov 2 infection | covid 19 infection | active covid 19 | coronavirus disease 2019 covid 19 | severe acute respiratory syndrome coronavirus 2 | active sars cov 2 infection | active covid 19 infection
pneumonia : pneumonia | active pneumonia
sepsis : sepsis | active sepsis
chronic_viral_hepatitis : chronic viral hepatitis | chronic active hepatitis
serious_concomitant_disease : uncontrolled intercurrent illness | uncontrolled medical disease | serious concomitant systemic disorder | uncontrolled undercurrent illness
myelodysplastic_syndrome : myelodysplastic syndrome | mds | myelodysplasia | myelodysplastic syndrome mds
myeloproliferative_neoplasm : myeloproliferative syndrome | myeloproliferative disorder | myeloproliferative neoplasm | myeloproliferative disease
non_melanoma_skin_cancer : non melanoma skin cancer | nonmelanoma skin cancer | non melanomatous skin cancer | nonmelanomatous skin cancer | skin cancer other than melanoma | non melanoma skin carcinoma | nonmelanoma skin carcinoma | non melanoma cancer of the skin | non melanotic skin cancer | skin cancer non melanoma
basal_cell_carcinoma : basal cell carcinoma | basal cell | basal cell skin cancer | basal cell carcinoma of the skin | basal cell skin carcinoma | basal cell cancer | basal cell carcinoma of skin | skin basal cell carcinoma | basal carcinoma | basal | basal cell cancer of the skin | basaloma | cutaneous basal cell carcinoma | basal skin cancer
squamous_cell_skin_cancer : squamous cell carcinoma | squamous cell carcinoma of the skin | squamous cell | squamous cell skin cancer | squamous cell skin carcinoma | squamous cell cancer of the skin | squamous skin cancer | cutaneous squamous cell carcinoma | localized squamous cell carcinoma of the skin | squamous cell cancer | squamous carcinoma of the skin | squamous cell carcinoma of skin | squamous | spinocellular carcinoma | skin squamous cell carcinoma | squamous carcinoma | squamous cell carcinoma skin cancer
melanoma : melanoma | malignant melanoma
cervical_carcinoma_in_situ : carcinoma in situ of the cervix | cervical carcinoma in situ | in situ cervical cancer | in situ cervical carcinoma | cervical cancer in situ | carcinoma in situ of cervix | in situ carcinoma of the cervix | cervix carcinoma in situ | in situ cervix carcinoma | situ cervical cancer | cervix cancer in situ | in situ cancer of the cervix | carcinoma in situ of the uterine cervix | in situ carcinoma of the cervix uteri | carcinoma in situ cervix | in situ carcinoma of the uterine cervix | cervical carcinoma in situ cis | cervical intraepithelial neoplasia | in situ malignancy of the cervix | cervix in situ carcinoma | carcinoma in situ of the uterus cervix | cancer in situ of the cervix | cervical in situ carcinoma | in situ squamous cell carcinoma of the cervix | uterine cervix carcinoma in situ | noninvasive cervical cancer | cervical carcinoma insitu | cervical cis | cancer of the cervix in situ | squamous cell carcinoma in situ of the cervix | non invasive cervical cancer | non invasive cervical carcinoma
breast_carcinoma_in_situ : carcinoma in situ of the breast | breast carcinoma in situ | ductal carcinoma in situ | in situ breast cancer | in situ carcinoma of the breast | ductal carcinoma in situ of the breast | breast cancer in situ | ductal carcinoma in situ dcis | breast ductal carcinoma in situ | intraductal breast cancer | ductal breast carcinoma in situ | in situ ductal carcinoma | lobular carcinoma in situ | ductal carcinoma in situ of breast | in situ breast carcinoma | in situ ductal carcinoma of the breast | intraductal carcinoma of the breast | breast dcis | carcinoma in situ breast | dcis | breast in situ carcinoma | ductal in situ carcinoma of the breast | in situ malignancy of the breast
carcinoma_in_situ : carcinoma in situ | in situ carcinoma | in situ cancer | cancer in situ | cis | in situ malignancy | cancers in situ | in situ neoplasm | carcinoma in situ cis | tumor in situ
superficial_bladder_cancer : superficial bladder cancer | non muscle invasive bladder cancer | treated superficial bladder cancer | superficial bladder carcinoma | non muscle invasive bladder cancer nmibc | noninvasive bladder cancer | superficial bladder tumor | non invasive bladder cancer | transitional cell carcinoma of the bladder in situ | superficial transitional cell bladder cancer | non muscle invasive urothelial cancer
localised_prostate_cancer : localized prostate cancer | prostate cancer that is localized | low risk prostate cancer | early stage prostate cancer | incidental prostate cancer | localized prostate cancer n0m0 | local prostate cancer | stage 1 prostate cancer | incidental histologic finding of prostate cancer | low grade prostate cancer | organ confined prostate cancer | clinically localized prostate cancer | stage t1a or t1b prostate cancer | localized non metastatic prostate cancer | nonmetastatic prostate cancer | non metastatic prostate cancer | carcinoma of the prostate with a current psa value
prostate_cancer : prostate cancer | carcinoma of the prostate | prostate carcinoma
papillary_thyroid_cancer : papillary thyroid cancer | papillary thyroid carcinoma | differentiated thyroid cancer | papillary carcinoma of thyroid
thyroid_cancer : thyroid cancer | thyroid carcinoma
breast_cancer : breast cancer
melanoma_in_situ : melanoma in situ | in situ melanoma
hypersensitivity : hypersensitivity | allergy | allergic reaction | hypersensitivity reaction | allergic | hypersensitive | allergic reaction or hypersensitivity | allergy or hypersensitivity | hypersensitivity or allergy | hypersensitivity or intolerance | allergy or intolerance | anaphylaxis or hypersensitivity | intolerance or hypersensitivity | allergy hypersensitivity or intolerance | allergy, hypersensitivity, or intolerance | hypersensitivity, allergy or intolerance | sensitivity | severe hypersensitivity | severe allergic reaction | severe allergy | severe hypersensitivity reaction | allergic reaction attributed | allergies, hypersensitivity, or intolerance | known allergy | contraindication or life threatening allergy, hypersensitivity, or intolerance | severe immediate hypersensitivity reaction | anaphylaxis | anaphylactic reaction | immediate or delayed hypersensitivity reaction | immediate or delayed hypersensitivity reaction or idiosyncrasy | severe immediate hypersensitivity | severe or life threatening hypersensitivity | allergies or hypersensitivity | hypersensitivity or allergic reaction | allergy hypersensitivity | serious allergic reaction | immediate hypersensitivity reaction | serious hypersensitivity | hypersensitivity, intolerance
alcohol_or_drug_dependence : substance abuse | drug or alcohol abuse | alcohol or drug abuse | drug abuse or alcoholism | active alcohol or drug abuse | substance abuse disorder | alcoholism or drug abuse | drug addiction | drug abuse | alcohol abuse or drug addiction | alcohol or drug dependence | drug or alcohol addiction | illicit drug use
mental_illness : psychiatric disorder | psychiatric illness | psychiatric disease | mental illness | mental disorder | psychiatric condition | psychological disorder
severe_mental_illness : severe mental illness | serious mental illness | severe psychiatric disorder | severe mental disorder | severe psychiatric disease | severe psychiatric illness | major psychiatric disorder | serious psychiatric disorder
corneal_disease : corneal disease | corneal epithelial disease | keratopathy | current corneal epithelial disease
punctate_keratopathy : mild punctate keratopathy | mild punctuate keratopathy | punctate keratopathy
pacemaker : permanent pacemaker | intracardiac defibrillator | intra cardiac defibrillator | cardiac pacemaker
organ_transplant : organ transplant | solid organ transplant | organ transplantation | solid organ transplantation | liver transplantation | liver transplant | kidney transplantation | kidney transplant | renal transplant | heart transplant | lung transplant | allogeneic organ transplant | allogeneic organ transplantation | allogeneic tissue/solid organ transplant | allogeneic tissue or solid organ transplant | tissue/solid organ transplant | tissue or organ transplant | organ allograft | solid organ allograft | allogeneic solid organ transplant | allogeneic tissue/solid organ transplantation | major organ transplant | organ or tissue transplant | major organ transplantation
hypercalcaemia : hypercalcemia
hyperviscosity_syndrome : hyperviscosity | hyperviscosity syndrome | clinical hyperviscosity | symptomatic hyperviscosity
tumour_lysis_syndrome : tumor lysis syndrome
fever : fever | active fever
type_1_diabetes : type i diabetes | type 1 diabetes | type i diabetes mellitus | type 1 diabetes mellitus
autoimmune_thyroid_disease : autoimmune thyroiditis | autoimmune thyroid disease
disseminated_intravascular_coagulation : disseminated intravascular coagulation | dic
clinically_significant_pericardial_effusion : clinically significant pericardial effusion
clinically_significant_pleural_effusion : clinically significant pleural effusion
oxygen_dependence : oxygen dependence | continuous supplemental oxygen
syncope : syncope | unexplained syncope
haemophagocytic_lymphohistiocytosis : hemophagocytic lymphohistiocytosis | macrophage activation syndrome | hemophagocytic lymphohistiocytosis hlh
light_chain_deposition_disease : light chain deposition disease
solid_tumour : solid tumor
GPRC5D : g protein coupled receptor class c, group 5, member d | g protein coupled receptor class c group 5 member d | g protein coupled receptor, class c, group 5, member d | g protein coupled receptor family c group 5 member d
FcRH5 : fragment crystallizable receptor like 5 | fc receptor like 5 | fc receptor homolog 5 | fc receptor homologue 5 | fcrl5 | fc receptor like protein 5 | fragment crystallizable receptor homolog 5
)";
}

} // namespace cartwright::drafting
