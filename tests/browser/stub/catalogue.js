// Canned trials for the stub: real in shape, small in number. Each criterion is [id, kind, says, state, why, more].

const SEEN = '2026-08-22';
const source = (id) => ({ url: `https://clinicaltrials.gov/study/${id}`, seen: SEEN });

export const CENTRES = [
  { id: 'gobroad_beijing', name: 'Beijing GoBroad Hospital', name_local: '北京高博医院', city: 'Beijing', country: 'CN' },
  { id: 'ruijin_shanghai', name: 'Ruijin Hospital', name_local: '上海交通大学医学院附属瑞金医院', city: 'Shanghai', country: 'CN' },
  { id: 'fahzu_hangzhou', name: 'First Affiliated Hospital of Zhejiang University', name_local: '浙江大学医学院附属第一医院', city: 'Hangzhou', country: 'CN' },
  { id: 'soochow_suzhou', name: 'First Affiliated Hospital of Soochow University', name_local: '苏州大学附属第一医院', city: 'Suzhou', country: 'CN' },
  { id: 'dana_farber', name: 'Dana-Farber Cancer Institute', city: 'Boston', country: 'US' },
];

const platelets = { where: 'measurements[0]', says: 'platelets 40 x10^9/L on 2026-11-18' };
const age = ['I1', 'inclusion', 'Aged 18 to 75 years, both included', 'met', 'Age is 63, inside 18 to 75.',
  { facts: [{ where: 'person.birth_date', says: 'born 1963-05' }] }];
const ecog = ['I2', 'inclusion', 'ECOG 0 to 2', 'met', 'ECOG 1 is at most 2.', { facts: [{ where: 'performance[0]', says: 'ECOG 1 on 2026-11-18' }] }];
const lvef = ['I7', 'inclusion', 'LVEF above 50 % by echocardiogram within 14 days', 'unknown', 'No LVEF is recorded; it must be above 50 %.',
  { causes: [{ cause: 'missing', fact: 'lvef', document: 'echo_pft' }] }];
const hepatitis = ['E2', 'exclusion', 'Active hepatitis B', 'unknown', 'Neither HBsAg nor HBV DNA is recorded.',
  { causes: [{ cause: 'missing', fact: 'hbv', document: 'infection_screen' }] }];
const liver = ['I8', 'inclusion', 'ALT below 3 times the upper limit of normal', 'unknown', 'No ALT is recorded; it must be below 3 times that laboratory’s limit.',
  { causes: [{ cause: 'missing', fact: 'alt', document: 'blood_chemistry' }] }];
const emd = ['I4', 'inclusion', 'Measurable extramedullary lesion', 'met', 'The liver lesion measures 42 x 30 mm and is recorded as measurable.',
  { facts: [{ where: 'extramedullary.lesions[0]', says: 'liver 42 x 30 mm by PET-CT on 2026-11-02' }] }];
const consent = ['I9', 'inclusion', 'Able to understand and sign consent', 'judgement', 'The investigator judges this.', {}];
const sealed = ['I12', 'inclusion', 'Other protocol criteria apply', 'unknown', 'The registry says there are more criteria and does not print them.',
  { causes: [{ cause: 'not_public' }] }];
const counts = ['I5', 'inclusion', 'Platelets at least 30 x10^9/L', 'met', 'Platelets 40 x10^9/L are at least 30.', { facts: [platelets], rule: 'platelets >= 30 10^9/L' }];
const lowCounts = ['I5', 'inclusion', 'Platelets at least 50 x10^9/L', 'not_met', 'Platelets 40 x10^9/L are below 50.', { facts: [platelets], rule: 'platelets >= 50 10^9/L' }];
const noBcma = ['E1', 'exclusion', 'Earlier BCMA-directed therapy', 'not_met', 'Equecabtagene autoleucel on 2024-08-14 was aimed at BCMA.',
  { facts: [{ where: 'therapies.episodes[3]', says: 'equecabtagene autoleucel, 2024-08-14' }], rule: 'exposed(target BCMA)' }];
const washout = ['E4', 'exclusion', 'Chemotherapy within 14 days before apheresis', 'not_met', 'VTD-PACE is ongoing; 14 days must pass after its last dose.',
  { facts: [{ where: 'therapies.episodes[4]', says: 'VTD-PACE since 2026-10-20, ongoing' }] }];
const chains = ['I6', 'inclusion', 'Involved free light chain at least 100 mg/dL', 'unknown', 'No light chains are recorded; at least 100 mg/L is asked as read.',
  { causes: [{ cause: 'missing', fact: 'kappa_flc', document: 'protein_studies' }], rule: 'involved_flc >= 100 mg/dL', as_read: 'involved_flc >= 100 mg/L',
    flag: 'Written as mg/dL, ten times the usual bound: a probable slip for mg/L.' }];

const at = (centre, status, km, asOf = '2026-08-15') => ({ centre, status, status_as_of: asOf, distance_km: km, why: km === null ? 'Home is not recorded.' : '' });

export const TRIALS = [
  { id: 'NCT07003568', title: 'BCMA and GPRC5D dual-target CAR-T for myeloma with measurable extramedullary lesions', targets: ['BCMA', 'GPRC5D'], phase: '1',
    sponsor: 'Beijing GoBroad Hospital', verdict: 'potentially_eligible', recruiting: 'open', days: 92,
    centres: [at('gobroad_beijing', 'open', 4321)], criteria: [age, ecog, emd, counts, lvef, hepatitis, liver, chains, consent, sealed] },
  { id: 'NCT05016778', title: 'GPRC5D CAR-T in relapsed or refractory myeloma (POLARIS)', targets: ['GPRC5D'], phase: '1', sponsor: 'Zhejiang University', verdict: 'eligible',
    recruiting: 'open', days: 20, centres: [at('fahzu_hangzhou', 'open', 4950), at('soochow_suzhou', 'not_yet', 4990)], criteria: [age, ecog, counts, emd, consent] },
  { id: 'NCT07003555', title: 'BCMA and CD19 dual-target CAR-T with extramedullary infiltration', targets: ['BCMA', 'CD19'], phase: '1', sponsor: 'GoBroad', verdict: 'potentially_eligible',
    recruiting: 'open', days: 92, centres: [at('ruijin_shanghai', 'open', 5031), at('gobroad_beijing', 'open', 4321)], criteria: [age, ecog, emd, lvef, hepatitis, consent] },
  { id: 'NCT06759181', title: 'Anti-BCMA and anti-FcRH5 CAR-T', targets: ['BCMA', 'FcRH5'], phase: '1_2', sponsor: null, verdict: 'potentially_eligible', recruiting: 'not_yet', days: 92,
    centres: [at('soochow_suzhou', 'not_yet', 4990, null)], criteria: [age, ecog, counts, hepatitis, liver, sealed] },
  { id: 'NCT06297226', title: 'Arlo-cel, a GPRC5D CAR-T, in triple- and quad-class exposed myeloma', targets: ['GPRC5D'], phase: '2', sponsor: 'BMS', verdict: 'eligible_later',
    eligible_from: '2026-12-20', recruiting: 'open', days: 40, centres: [at('dana_farber', 'open', 12350)], criteria: [age, ecog, counts, washout, lvef, consent],
    cohorts: [{ id: 'A', verdict: 'eligible_later', eligible_from: '2026-12-20' }, { id: 'B', verdict: 'ineligible' }] },
  { id: 'NCT05066646', title: 'Equecabtagene autoleucel in relapsed or refractory myeloma (FUMANBA-1)', targets: ['BCMA'], phase: '1_2', sponsor: 'IASO', verdict: 'ineligible',
    recruiting: 'closed', days: 92, centres: [at('ruijin_shanghai', 'closed', 5031)], criteria: [age, ecog, noBcma, lowCounts, hepatitis] },
  { id: 'NCT05181501', title: 'Equecabtagene autoleucel in newly diagnosed high-risk myeloma (FUMANBA-2)', targets: ['BCMA'], phase: '1', sponsor: 'IASO', verdict: 'ineligible',
    recruiting: 'unknown', days: null, centres: [], criteria: [age, noBcma, lvef] },
];

export const fullCriterion = (id) => ([name, kind, says, state, why, more]) => ({
  id: name, kind, says, state, why, facts: more.facts ?? [], causes: more.causes ?? [], source: source(id),
});

export const explainedCriterion = (id) => (row) => {
  const { rule, as_read, flag } = row[5];
  return { ...fullCriterion(id)(row), rule: rule ?? null, ...(as_read ? { as_read, flag } : {}) };
};
