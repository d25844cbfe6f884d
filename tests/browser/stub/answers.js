// The stub's answers, in the shapes of the contract. They depend on the profile only where a test needs it.
import { CENTRES, explainedCriterion, fullCriterion, TRIALS } from './catalogue.js';

const ORDER = ['eligible', 'potentially_eligible', 'eligible_later', 'ineligible'];
const KNOWN_KEYS = new Set(['profile', 'id', 'summary', 'person', 'diagnosis', 'cytogenetics', 'extramedullary', 'cns', 'circulating_plasma_cells', 'amyloidosis',
  'poems', 'tempo', 'therapies', 'transplants', 'radiotherapy', 'antigens', 'measurements', 'support', 'performance', 'infections', 'active_infection',
  'conditions', 'other_cancers', 'travel', 'documents', 'notes']);

const problem = (severity, code, where, message, hint) => ({ severity, code, where, message, hint });

/** Enough of a check for the page: the real one is the server's. */
export function problemsOf(profile) {
  const found = [];
  const { person = {}, therapies = {} } = profile;
  if (typeof profile.id !== 'string') found.push(problem('error', 'missing_key', 'id', 'A profile needs an id.', 'Add "id": "P-0001".'));
  if (person.birth_date && !/^\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/.test(person.birth_date)) {
    found.push(problem('error', 'impossible_date', 'person.birth_date', `"${person.birth_date}" is no date.`, 'Write YYYY, YYYY-MM or YYYY-MM-DD.'));
  }
  if (person.sex && !['female', 'male'].includes(person.sex)) {
    found.push(problem('error', 'unknown_word', 'person.sex', `"${person.sex}" is not a known sex.`, 'Use female or male.'));
  }
  (profile.measurements ?? []).forEach(({ unit, value }, i) => {
    if (!unit) found.push(problem('error', 'missing_key', `measurements[${i}].unit`, `The value ${value} has no unit.`, 'A value without a unit is never compared.'));
  });
  (therapies.episodes ?? []).forEach(({ agents }, i) => {
    if (agents && !Array.isArray(agents)) found.push(problem('error', 'wrong_type', `therapies.episodes[${i}].agents`, 'A list is expected.', ''));
  });
  Object.keys(profile).filter((key) => !KNOWN_KEYS.has(key))
    .forEach((key) => found.push(problem('warning', 'unknown_key', key, `"${key}" is not a key of a profile.`, 'It is kept and not evaluated.')));
  return found;
}

function scoreParts(rank) {
  const value = (base) => Math.max(0, Math.round((base - rank * 0.06) * 100) / 100);
  return [
    { name: 'target_fit', value: value(0.95), weight: 0.25, why: 'GPRC5D is expressed in 88 % of lesion cells and was never treated.' },
    { name: 'emd_evidence', value: value(0.6), weight: 0.2, why: 'Responses in 4 of 4 patients with extramedullary disease, one series.' },
    { name: 'readiness', value: value(0.9), weight: 0.15, why: 'Few facts are unknown, and one echocardiogram answers most of them.' },
    { name: 'time_to_treatment', value: value(0.5), weight: 0.15, why: 'About 42 days to an autologous product against a rapid tempo.' },
    { name: 'centre_experience', value: null, weight: 0.1, why: 'No experience of the centre is recorded.' },
    { name: 'travel', value: value(0.7), weight: 0.1, why: '4,321 km from Pune to Beijing.' },
    { name: 'freshness', value: value(0.8), weight: 0.05, why: 'The record was seen 92 days ago.' },
  ];
}

function answerOf(trial, rank, criterion) {
  return {
    trial: trial.id, title: trial.title, targets: trial.targets, verdict: trial.verdict, eligible_from: trial.eligible_from ?? null, recruiting: trial.recruiting,
    rank, score: Math.round((0.88 - rank * 0.06) * 100) / 100, score_parts: scoreParts(rank), cohorts: trial.cohorts ?? [],
    criteria: trial.criteria.map(criterion(trial.id)), centres: trial.centres,
    freshness: { seen: trial.days === null ? null : '2026-08-22', days: trial.days, stale: trial.days === null || trial.days > 60 },
  };
}

const REVIEW = {
  age: { value: '63', why: 'Born 1963-05, so 63 on the day.', facts: [{ where: 'person.birth_date', says: 'born 1963-05' }] },
  lines_of_therapy: { value: { min: 3, max: 4 }, why: ['Planned induction, transplant and maintenance are one line.', 'VTD-PACE as bridging may or may not be a line.'],
    facts: [{ where: 'therapies.episodes[0]', says: 'VRd from 2021-04' }, { where: 'transplants.items[0]', says: 'autologous transplant 2021-11-20' }] },
  extramedullary_pattern: { value: ['extraosseous', 'paraskeletal'], why: 'Liver is not contiguous with bone; chest wall is.', facts: [] },
  r_iss: { value: null, why: 'Albumin and β2-microglobulin are not recorded.', facts: [] },
};

export function matchOf(profile, asOf) {
  const ranked = [...TRIALS].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  return {
    cartwright: '0.1.0', as_of: asOf, catalogue: { revision: 'sha256:0123456789abcdef', trials: TRIALS.length, centres: CENTRES.length },
    patient: profile.id, problems: problemsOf(profile), review: REVIEW,
    answers: ranked.map((trial, i) => answerOf(trial, i + 1, fullCriterion)),
    unlock: [{ document: 'echo_pft', facts: ['lvef'], would_decide: 2 }, { document: 'infection_screen', facts: ['hbv'], would_decide: 3 },
      { document: 'blood_chemistry', facts: ['alt'], would_decide: 1 }],
    notice: 'Decision support, not a decision: the treating team and the trial team decide, and nothing here promises acceptance.',
  };
}

export function explainOf(id) {
  const trial = TRIALS.find((each) => each.id === id);
  return trial ? { answers: [answerOf(trial, 1, explainedCriterion)] } : null;
}

export const review = () => ({ review: REVIEW });
export const trials = () => ({ trials: TRIALS.map(({ id, title, targets, phase, sponsor }) => ({ id, title, targets, phase, sponsor,
  source: { url: `https://clinicaltrials.gov/study/${id}`, seen: '2026-08-22' } })) });
export const centres = () => ({ centres: CENTRES });
