// The short form: which facts it asks for, and where each stands in the profile.
// Keys that are not listed here stay in the profile untouched.

const SINCE = 'Only since (leave empty for the whole history)';

const ANTIGENS = ['BCMA', 'GPRC5D', 'FcRH5', 'CD19', 'CD38'];

// Rows that stand ready. The unit is left to the reader: a unit filled in beforehand is a slip waiting to happen.
const KEY_LABS = ['platelets', 'anc', 'alc', 'hemoglobin', 'creatinine', 'creatinine_clearance', 'alt', 'ast', 'bilirubin_total', 'lvef',
  'spo2', 'serum_m_protein', 'kappa_flc', 'lambda_flc', 'marrow_plasma_cells'];

const TESTS = [...KEY_LABS, 'wbc', 'bilirubin_direct', 'calcium_corrected', 'calcium_ionised', 'albumin', 'ldh',
  'b2_microglobulin', 'urine_m_protein', 'fev1', 'dlco', 'inr', 'aptt', 'pt', 'fibrinogen', 'crp', 'ferritin', 'cd3', 'egfr'];

const UNITS = ['10^9/L', '/uL', 'K/uL', 'g/L', 'g/dL', 'mg/L', 'mg/dL', 'umol/L', 'mmol/L', 'U/L', 'xULN', '%', 'mL/min',
  'mL/min/1.73m2', 'mg/24h', 's', 'ratio', 'ng/mL'];

const COUNTRIES = ['AU', 'BD', 'BR', 'CA', 'CN', 'DE', 'EG', 'FR', 'GB', 'HK', 'ID', 'IN', 'IT', 'JP', 'KR', 'KZ', 'LK', 'MO',
  'MY', 'NL', 'NP', 'PH', 'PK', 'RU', 'SA', 'SG', 'TH', 'TR', 'TW', 'UA', 'US', 'VN', 'ZA'];

const date = (key, label) => ({ key, label, type: 'date' });
const text = (key, label, more) => ({ key, label, type: 'text', ...more });
const number = (key, label) => ({ key, label, type: 'number' });
const choice = (key, label, choices) => ({ key, label, type: 'choice', choices });
const yesNo = (key, label) => ({ key, label, type: 'yes-no' });

export const SECTIONS = [
  {
    id: 'person',
    title: 'Person and disease',
    fields: [
      text('id', 'Case id (no name)'),
      date('person.birth_date', 'Date of birth'),
      choice('person.sex', 'Sex', ['female', 'male']),
      text('person.country', 'Country (two letters)', { list: 'countries' }),
      choice('diagnosis.status', 'Disease status', ['newly_diagnosed', 'relapsed_refractory', 'in_response', 'smouldering']),
      date('diagnosis.date', 'Diagnosed'),
      choice('cns.state', 'Central nervous system', ['none', 'suspected', 'paraskeletal_compression', 'leptomeningeal', 'parenchymal']),
      choice('diagnosis.plasma_cell_leukemia', 'Plasma cell leukaemia', ['none', 'primary', 'secondary']),
    ],
    lists: [{
      path: 'performance', item: 'performance record', compact: true, templates: [{ scale: 'ECOG' }],
      fields: [choice('scale', 'Scale', ['ECOG', 'Karnofsky']), number('value', 'Value'), date('date', 'Date')],
    }],
  },
  {
    id: 'therapies',
    title: 'Earlier therapy',
    complete: { path: 'therapies.complete', label: 'This is every therapy so far', since: SINCE },
    lists: [{
      path: 'therapies.episodes', item: 'therapy', templates: [],
      fields: [
        text('regimen', 'Regimen'), { key: 'agents', label: 'Agents, separated by commas', type: 'words', wide: true },
        date('start', 'Start'), date('stop', 'Last dose'), number('cycles', 'Cycles'),
        choice('intent', 'Intent', ['induction', 'consolidation', 'maintenance', 'salvage', 'bridging', 'lymphodepletion', 'conditioning',
          'cell_therapy', 'supportive']),
        choice('best_response', 'Best response', ['sCR', 'CR', 'VGPR', 'PR', 'MR', 'SD', 'PD']),
        date('progression_date', 'Progression'),
        choice('stop_reason', 'Why stopped', ['completed', 'progression', 'toxicity', 'switch', 'ongoing']),
      ],
    }],
  },
  {
    id: 'medications',
    title: 'Medicines taken beside the treatment',
    complete: { path: 'medications.complete', label: 'This is every other medicine', since: SINCE },
    lists: [{
      path: 'medications.items', item: 'medicine', templates: [],
      fields: [text('agent', 'Medicine'), date('start', 'Start'), date('stop', 'Last dose'), yesNo('ongoing', 'Still taken')],
    }],
  },
  {
    id: 'transplants',
    title: 'Transplants',
    complete: { path: 'transplants.complete', label: 'This is every transplant so far', since: SINCE },
    lists: [{
      path: 'transplants.items', item: 'transplant', templates: [],
      fields: [choice('type', 'Type', ['autologous', 'allogeneic']), date('date', 'Date'), yesNo('tandem', 'Tandem'),
        choice('gvhd', 'Graft-versus-host disease', ['none', 'active', 'chronic', 'resolved'])],
    }],
  },
  {
    id: 'extramedullary',
    title: 'Extramedullary lesions',
    fields: [choice('extramedullary.state', 'Extramedullary disease', ['present', 'absent'])],
    complete: { path: 'extramedullary.complete', label: 'This is every lesion' },
    lists: [{
      path: 'extramedullary.lesions', item: 'lesion', templates: [],
      fields: [
        text('site', 'Site'), yesNo('contiguous_with_bone', 'Contiguous with bone'), { key: 'size_mm', label: 'Diameters, mm', type: 'numbers' },
        choice('imaging', 'Imaging', ['PET-CT', 'WB-MRI', 'CT', 'MRI', 'ultrasound', 'skeletal_survey']), date('date', 'Imaged'),
        yesNo('biopsy_proven', 'Biopsy proven'), yesNo('measurable', 'Measurable'),
      ],
    }],
  },
  {
    id: 'antigens',
    title: 'Antigens on the tumour',
    lists: [{
      path: 'antigens', item: 'antigen result', compact: true, templates: ANTIGENS.slice(0, 3).map((antigen) => ({ antigen })),
      fields: [
        text('antigen', 'Antigen', { list: 'antigens' }), choice('result', 'Result', ['positive', 'low', 'negative', 'not_tested']),
        number('percent', 'Percent'), choice('assay', 'Assay', ['flow', 'IHC']),
        choice('specimen', 'Specimen', ['marrow', 'lesion', 'csf', 'blood']), date('date', 'Date'),
      ],
    }],
  },
  {
    id: 'measurements',
    title: 'Laboratory and function',
    lists: [{
      path: 'measurements', item: 'measurement', compact: true, templates: KEY_LABS.map((test) => ({ test })),
      fields: [
        text('test', 'Test', { list: 'tests' }), number('value', 'Value'), text('unit', 'Unit', { list: 'units' }), date('date', 'Date'),
        number('lower_limit', 'Lower limit'), number('upper_limit', 'Upper limit'),
      ],
    }],
  },
];

export const DATALISTS = { countries: COUNTRIES, antigens: ANTIGENS, tests: TESTS, units: UNITS };
