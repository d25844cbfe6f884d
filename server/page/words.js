// Words for the codes of the API. A code that is not listed is shown as its own words, never hidden.

export const VERDICTS = [
  { id: 'eligible', words: 'Eligible', icon: 'met' },
  { id: 'potentially_eligible', words: 'Potentially eligible', icon: 'unknown' },
  { id: 'eligible_later', words: 'Eligible later', icon: 'later' },
  { id: 'ineligible', words: 'Ineligible', icon: 'not_met' },
];

export const STATES = [
  { id: 'not_met', words: 'Not met', icon: 'not_met' },
  { id: 'unknown', words: 'Not known', icon: 'unknown' },
  { id: 'judgement', words: 'For judgement', icon: 'judgement' },
  { id: 'met', words: 'Met', icon: 'met' },
];

export const SITE_STATES = {
  open: { words: 'Open', icon: 'open' },
  not_yet: { words: 'Not yet open', icon: 'soon' },
  closed: { words: 'Closed', icon: 'closed' },
  unknown: { words: 'Recruitment not known', icon: 'unknown' },
};

export const CAUSES = {
  missing: 'not recorded',
  stale: 'too old',
  inadmissible: 'recorded, but does not count',
  conflict: 'two records disagree',
  imprecise: 'not precise enough',
  not_public: 'rule is not public',
  not_evaluated: 'rule is not evaluated',
  judgement: 'a person must judge',
};

export const DOCUMENTS = {
  medical_summary: 'Medical summary and diagnosis report',
  marrow: 'Bone marrow with flow',
  fish_karyotype: 'FISH and karyotype',
  lesion_histology: 'Histology of an extramedullary lesion',
  pet_ct_mri: 'PET-CT and whole-body MRI',
  site_imaging: 'Imaging of involved sites',
  protein_studies: 'Protein studies and light chains',
  blood_chemistry: 'Blood counts and chemistry',
  smear_flow: 'Blood smear and flow',
  echo_pft: 'Echocardiogram and lung function',
  infection_screen: 'Infection screening',
  therapy_record: 'Full record of earlier therapy',
};

const KNOWN = {
  anc: 'neutrophils (ANC)', alc: 'lymphocytes (ALC)', wbc: 'white cells (WBC)', ldh: 'LDH', alt: 'ALT', ast: 'AST', alp: 'ALP',
  lvef: 'LVEF', spo2: 'SpO₂', fev1: 'FEV1', dlco: 'DLCO', inr: 'INR', aptt: 'aPTT', pt: 'PT', crp: 'CRP', cd3: 'CD3',
  egfr: 'eGFR', ecog: 'ECOG', kps: 'Karnofsky', cns: 'CNS', emd: 'extramedullary disease', ecog_kps: 'ECOG or Karnofsky',
  b2_microglobulin: 'β2-microglobulin', kappa_flc: 'kappa light chains', lambda_flc: 'lambda light chains',
  bilirubin_total: 'total bilirubin', bilirubin_direct: 'direct bilirubin', serum_m_protein: 'serum M-protein',
  urine_m_protein: 'urine M-protein', marrow_plasma_cells: 'plasma cells in marrow', calcium_corrected: 'corrected calcium',
  calcium_ionised: 'ionised calcium', iss: 'ISS', r_iss: 'R-ISS', r2_iss: 'R2-ISS', car_hematotox: 'CAR-HEMATOTOX',
  is_cn: 'CN', hbv: 'HBV', hcv: 'HCV', hiv: 'HIV', cmv: 'CMV', tb: 'tuberculosis',
  relapsed_refractory: 'relapsed or refractory', al: 'AL', pet_ct: 'PET-CT', emd_evidence: 'evidence in extramedullary disease', target_fit: 'target fit',
};

/** "serum_m_protein" -> "serum M-protein"; "some_code" -> "some code". */
export function plain(code) {
  if (code === null || code === undefined || code === '') return 'not recorded';
  const text = String(code);
  if (KNOWN[text]) return KNOWN[text];
  return sentence(text);
}

const PHASES = { early_1: 'Early phase 1', not_applicable: 'No phase' };

/** "1_2" -> "Phase 1/2" */
export const phaseWords = (phase) => (phase ? PHASES[phase] ?? `Phase ${phase.replaceAll('_', '/')}` : 'Phase not recorded');

/** A reason as the engine words it, with its codes as words: "status relapsed_refractory" -> "status relapsed refractory". */
export const sentence = (text) => String(text ?? '').replaceAll('_', ' ');

export function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

export const documentWords = (id) => DOCUMENTS[id] ?? capital(plain(id));
export const causeWords = (id) => CAUSES[id] ?? plain(id);
export const verdictOf = (id) => VERDICTS.find((each) => each.id === id) ?? { id, words: capital(plain(id)), icon: 'unknown' };
export const stateOf = (id) => STATES.find((each) => each.id === id) ?? { id, words: capital(plain(id)), icon: 'unknown' };
export const siteStateOf = (id) => SITE_STATES[id] ?? SITE_STATES.unknown;

/** What a verdict goes by: the program's own state, or what somebody says of the criterion while it holds. */
export const countsAs = ({ state, override }) => (override?.holds ? override.state : state);

/** count(1, 'trial') -> "1 trial" */
export function count(number, noun, plural = `${noun}s`) {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? noun : plural}`;
}

let regions = null;
/** "CN" -> "China"; what is no country code is given back. */
export function country(code) {
  if (!code) return 'country not recorded';
  regions ??= new Intl.DisplayNames(['en-GB'], { type: 'region', fallback: 'code' });
  try {
    return regions.of(code);
  } catch {
    return String(code);
  }
}

export const decimal = (value, digits = 2) => (typeof value === 'number' ? value.toFixed(digits) : 'not known');
