// The patient's pattern at a glance: who, where the disease is, what the tumour shows, what was given.
import { ageAt, sayDate } from './dates.js';
import { el, svg } from './dom.js';
import { timeline } from './timeline.js';
import { capital, country, plain } from './words.js';

const list = (value) => (Array.isArray(value) ? value.filter((each) => each && typeof each === 'object') : []);
const newest = (items) => [...items].sort((a, b) => String(b.date ?? '').localeCompare(String(a.date ?? '')))[0];

function fact(label, value) {
  return el('div', { class: value ? 'fact' : 'fact is-missing' }, el('dt', null, label), el('dd', null, value || 'not recorded'));
}

function performanceWords(profile) {
  const last = newest(list(profile.performance));
  return last?.value === undefined ? '' : `${last.scale ?? 'scale not recorded'} ${last.value}${last.date ? `, ${sayDate(last.date)}` : ''}`;
}

/** The recorded facts a coordinator looks for first. */
export function headFacts(profile, asOf) {
  const { person = {}, diagnosis = {} } = profile;
  const age = ageAt(person.birth_date, asOf);
  return el('dl', { class: 'head-facts' },
    fact('Age', age && `${age} y`),
    fact('Sex', capital(person.sex ?? '')),
    fact('From', person.country ? country(person.country) : ''),
    fact('Disease', diagnosis.status ? capital(plain(diagnosis.status)) : ''),
    fact('Extramedullary', profile.extramedullary?.state ? capital(plain(profile.extramedullary.state)) : ''),
    fact('Nervous system', profile.cns?.state ? capital(plain(profile.cns.state)) : ''),
    fact('Performance', performanceWords(profile)));
}

const GROUPS = [
  { title: 'Apart from bone (extraosseous)', holds: (lesion) => lesion.contiguous_with_bone === false },
  { title: 'Growing out of bone (paraskeletal)', holds: (lesion) => lesion.contiguous_with_bone === true },
  { title: 'Contact with bone not known', holds: (lesion) => typeof lesion.contiguous_with_bone !== 'boolean' },
];

function sizes(lesion) {
  const all = Array.isArray(lesion.size_mm) ? lesion.size_mm.filter((each) => typeof each === 'number') : [];
  return all.length ? all : null;
}

/** Diameters to scale: one millimetre is about half a pixel; a dashed ring is a size not recorded. */
function lesionDrawing(lesion) {
  const [long, short] = sizes(lesion) ?? [];
  const half = (mm) => Math.min(Math.max(mm / 2, 3), 50) / 2;
  const shape = long ? { rx: half(long), ry: half(short ?? long) } : { rx: 8, ry: 8 };
  return svg('svg', { class: 'lesion-drawing', viewBox: '-26 -26 52 52', 'aria-hidden': 'true' },
    svg('ellipse', { class: long ? 'lesion' : 'lesion is-open', cx: 0, cy: 0, ...shape }));
}

function lesionItem(lesion) {
  const size = sizes(lesion);
  const more = [size ? `${size.join(' × ')} mm` : 'size not recorded', lesion.imaging ?? 'imaging not recorded',
    lesion.date ? sayDate(lesion.date) : 'no date', lesion.biopsy_proven === true ? 'biopsy proven' : null,
    lesion.threatens_organ === true ? 'threatens an organ' : null];
  return el('li', null, lesionDrawing(lesion), el('div', null,
    el('strong', null, lesion.site ? capital(plain(lesion.site)) : 'Site not recorded'), el('span', null, more.filter(Boolean).join(', '))));
}

function lesions(profile) {
  const all = list(profile.extramedullary?.lesions);
  const mapped = list(profile.extramedullary?.mapped_by).map(({ imaging, date }) => `${imaging ?? 'imaging'}${date ? ` ${sayDate(date)}` : ''}`);
  const groups = GROUPS.map(({ title, holds }) => ({ title, found: all.filter(holds) })).filter(({ found }) => found.length);
  return el('section', { class: 'lesions' }, el('h3', null, 'Lesions'),
    groups.length ? el('div', { class: 'lesion-groups' }, groups.map(({ title, found }) => el('div', null, el('h4', null, title),
      el('ul', null, found.map(lesionItem))))) : el('p', { class: 'empty' }, 'No lesion is recorded.'),
    el('p', { class: 'hint' }, mapped.length ? `Mapped by ${mapped.join(', ')}. ` : 'Mapping (PET-CT or whole-body MRI) not recorded. ',
      profile.extramedullary?.complete ? 'Recorded as every lesion.' : 'Not recorded as every lesion.'));
}

function antigenItem(result) {
  const known = typeof result.percent === 'number';
  const words = [result.result ? plain(result.result) : 'result not recorded', known ? `${result.percent} %` : null,
    result.assay, result.specimen, result.date ? sayDate(result.date) : 'no date'];
  return el('li', null, el('strong', null, result.antigen ?? 'Antigen not recorded'),
    svg('svg', { class: 'antigen-bar', 'aria-hidden': 'true' },
      svg('rect', { class: known ? 'track' : 'track is-open', x: 0.5, y: 0.5, width: '99%', height: 9, rx: 2 }),
      known ? svg('rect', { class: 'level', x: 0, y: 0, width: `${Math.min(Math.max(result.percent, 0), 100)}%`, height: 10, rx: 2 }) : null),
    el('span', null, words.filter(Boolean).join(', ')));
}

function antigens(profile) {
  const all = list(profile.antigens);
  return el('section', { class: 'antigens' }, el('h3', null, 'Antigens on the tumour'),
    all.length ? el('ul', null, all.map(antigenItem)) : el('p', { class: 'empty' }, 'No antigen result is recorded.'));
}

/** Treatment, lesions and antigens as pictures. */
export function pictures(profile, asOf) {
  return [el('h3', null, 'Treatment so far'), timeline(profile, asOf), el('div', { class: 'pair' }, lesions(profile), antigens(profile))];
}

export function patternPicture(profile, asOf) {
  return el('section', { class: 'pattern', 'aria-label': 'The recorded case' },
    el('h2', null, 'As recorded'), headFacts(profile, asOf), pictures(profile, asOf));
}
