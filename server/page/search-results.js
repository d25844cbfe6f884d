// One found record: what was hit, and the record itself on demand.
import { ApiError, pathways, products, record } from './api.js';
import { sayDate } from './dates.js';
import { el, fill } from './dom.js';
import { get } from './store.js';
import { enterTrial } from './trials-view.js';
import { country, phaseWords, plain } from './words.js';

const KINDS = { trial: 'Trial', centre: 'Centre', product: 'Product', pathway: 'Pathway' };

const marked = (pieces) => pieces.map(({ text, hit }) => (hit ? el('mark', null, text) : text));

const row = (label, words) => (words && words.length ? [el('dt', null, label), el('dd', null, words)] : null);

function trialFacts(trial) {
  const sites = (trial.sites ?? []).map(({ facility, city, country: code }) => el('li', null, [facility, city, code && country(code)].filter(Boolean).join(', ')));
  return [
    el('dl', { class: 'record' }, row('Targets', (trial.targets ?? []).join(', ')), row('Product', trial.product), row('Sponsor', trial.sponsor),
      row('Phase', trial.phase && phaseWords(trial.phase)), row('Status', trial.status?.value && `${plain(trial.status.value)}${trial.status.as_of ? `, seen ${trial.status.as_of}` : ''}`),
      row('Other ids', (trial.other_ids ?? []).join(', '))),
    trial.summary ? el('p', null, trial.summary) : null,
    trial.criteria?.length ? [el('h4', null, 'Criteria'), el('ul', { class: 'plain-list' }, trial.criteria.map(({ kind, says }) => el('li', null, `${plain(kind)}: ${says}`)))] : null,
    sites.length ? [el('h4', null, 'Sites'), el('ul', { class: 'plain-list' }, sites)] : null,
    /^https:/.test(trial.source?.url ?? '') ? el('p', null, el('a', { href: trial.source.url, rel: 'noreferrer noopener', target: '_blank' }, 'Record at its source')) : null,
  ];
}

function centreFacts(centre) {
  return [
    el('dl', { class: 'record' }, row('Chinese name', centre.name_local), row('Place', [centre.city, centre.province, centre.country && country(centre.country)].filter(Boolean).join(', ')),
      row('Also spelled', (centre.aliases ?? []).join('; ')), row('Trials', (centre.trials ?? []).join(', '))),
    centre.experience?.length ? el('ul', { class: 'plain-list' }, centre.experience.map(({ says }) => el('li', null, says))) : null,
  ];
}

const sourceLink = (source) => (/^https:/.test(source?.url ?? '') ? el('p', null, el('a', { href: source.url, rel: 'noreferrer noopener', target: '_blank' }, 'Source')) : null);

const saysList = (criteria) => (criteria?.length ? el('ul', { class: 'plain-list' }, criteria.map(({ kind, says }) => el('li', null, `${plain(kind)}: ${says}`))) : null);

/** Approvals by country; a product that nobody approved yet has none. */
function productFacts(approvals) {
  if (!approvals.length) return el('p', { class: 'hint' }, 'No approval of it is recorded. Trials with it are found by its name.');
  return approvals.map(({ country: code, agency, status, date, says, remarks, criteria, source, verified }) => el('section', null,
    el('h4', null, `${country(code)}: ${plain(status)}, ${agency}${date ? `, ${sayDate(date)}` : ''}${verified ? '' : ' (not verified)'}`),
    says ? el('p', null, says) : null, remarks ? el('p', { class: 'hint' }, remarks) : null, saysList(criteria), sourceLink(source)));
}

function pathwayFacts(pathway) {
  if (!pathway) return el('p', { class: 'hint' }, 'It is not in the catalogue now.');
  const centres = (pathway.centres ?? []).map(({ centre, says }) => el('li', null, `${get('centres').get(centre)?.name ?? centre}: ${says}`));
  return [el('dl', { class: 'record' }, row('Fits', pathway.fits), row('Mind', pathway.mind), row('Offered', pathway.trial_only ? 'in trials only' : 'outside trials too')),
    saysList(pathway.criteria), centres.length ? [el('h4', null, 'Centres'), el('ul', { class: 'plain-list' }, centres)] : null, sourceLink(pathway.source)];
}

const FACTS = {
  trial: async (id) => trialFacts(await record('trial', id)),
  centre: async (id) => centreFacts(await record('centre', id)),
  product: async (id) => productFacts((await products()).filter(({ product }) => product === id)),
  pathway: async (id) => pathwayFacts((await pathways()).find(({ pathway }) => pathway === id)),
};

async function open(details, { kind, id }, place) {
  if (!details.open || place.childElementCount) return;
  fill(place, el('p', { class: 'hint' }, 'Reading …'));
  try {
    fill(place, await FACTS[kind](id));
  } catch (error) {
    fill(place, el('p', { class: 'failure' }, error instanceof ApiError ? error.message : 'The record cannot be shown.'));
  }
}

const answered = ({ kind, id }) => kind === 'trial' && get('answer')?.answers.some(({ trial }) => trial === id);

export function resultItem(hit) {
  const place = el('div', { class: 'record-place' });
  const head = [el('span', { class: 'kind' }, KINDS[hit.kind] ?? hit.kind), ' ', el('span', { class: 'result-title' }, hit.title), ' ', el('code', null, hit.id)];
  const details = hit.kind in FACTS ? el('details', null, el('summary', null, head), place) : el('p', null, head);
  details.addEventListener('toggle', () => open(details, hit, place));
  return el('li', { class: 'result', 'data-kind': hit.kind, 'data-id': hit.id }, details,
    hit.snippet ? el('p', { class: 'snippet' }, hit.snippet_parts ? marked(hit.snippet_parts) : hit.snippet) : null,
    answered(hit) ? el('button', { type: 'button', class: 'quiet', onclick: () => enterTrial(hit.id) }, 'How it fits the case') : null);
}
