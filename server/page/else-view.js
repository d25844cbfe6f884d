// Not a trial: what else. Approaches with their fit, and approved products by country.
import { criteriaTable, sourceBlock } from './criteria.js';
import { tally } from './chips.js';
import { sayDate } from './dates.js';
import { el, fill, fold, icon } from './dom.js';
import { distanceWords } from './sites.js';
import { get, watch } from './store.js';
import { capital, count, country, plain } from './words.js';

const FITS = {
  fits: { words: 'Fits', icon: 'met', as: 'eligible' },
  may_fit: { words: 'May fit', icon: 'unknown', as: 'potentially_eligible' },
  fits_later: { words: 'Fits later', icon: 'later', as: 'eligible_later' },
  does_not_fit: { words: 'Does not fit', icon: 'not_met', as: 'ineligible' },
};
const STATUSES = { approved: 'approved', conditional: 'approved with conditions', under_review: 'under review', reported: 'reported, not seen' };
const fitOf = (id) => FITS[id] ?? { words: plain(id), icon: 'unknown', as: 'ineligible' };
const CENTRES = 5;

function fitChip({ state, fits_from: from }) {
  const { words, icon: sign, as } = fitOf(state);
  return el('span', { class: `chip verdict-${as}` }, icon(sign), from ? `${words}, from ${sayDate(from)}` : words);
}

function variants({ variants: all }) {
  if (!all?.length) return null;
  return el('ul', { class: 'cohorts' }, all.map((each) => el('li', null, el('span', null, capital(each.title)), fitChip(each))));
}

function trialLinks(trials) {
  if (!trials?.length) return null;
  return el('p', null, `${count(trials.length, 'open trial')} of this approach not ruled out: `,
    trials.slice(0, CENTRES).map((id, i) => [i ? ', ' : '', el('a', { href: `#trials/${encodeURIComponent(id)}` }, id)]),
    trials.length > CENTRES ? ` and ${trials.length - CENTRES} more` : '');
}

function centreItem({ name, city, country: code, distance_km: distance, documented, source, verified, trials }) {
  const place = [city, code ? country(code) : null, distanceWords(distance)].filter(Boolean).join(', ');
  return el('li', null, icon('place'), el('div', null, el('strong', null, name), el('span', { class: 'where' }, place),
    documented ? el('p', { class: 'why' }, documented, verified ? '' : ' (not verified)', ' ', sourceBlock(source)) : null,
    trials?.length ? el('p', { class: 'why' }, `${count(trials.length, 'open trial')} of this approach here`) : null));
}

function centres({ centres: all }) {
  if (!all?.length) return el('p', { class: 'hint' }, 'No centre is documented for it.');
  const rest = all.slice(CENTRES);
  return [el('ul', { class: 'centres' }, all.slice(0, CENTRES).map(centreItem)),
    rest.length ? fold(`${count(rest.length, 'more centre')} with open trials`, el('ul', { class: 'centres' }, rest.map(centreItem))) : null];
}

function pathwayCard(pathway) {
  return el('article', { class: 'pathway', 'data-pathway': pathway.pathway },
    el('h3', null, pathway.title),
    el('p', { class: 'card-chips' }, fitChip(pathway), pathway.trial_only ? el('span', { class: 'chip' }, 'in trials only') : null),
    el('p', null, pathway.fits), pathway.mind ? el('p', { class: 'why' }, `Mind: ${pathway.mind}`) : null,
    variants(pathway), tally(pathway.criteria), fold('Criteria', criteriaTable(pathway, `Criteria of ${pathway.title}`)),
    trialLinks(pathway.trials), centres(pathway));
}

const unique = (list) => [...new Set(list)];

function cell(entry) {
  if (!entry) return el('td', { class: 'hint' }, 'not recorded');
  return el('td', null, fitChip(entry), el('span', { class: 'why' }, `${STATUSES[entry.status] ?? plain(entry.status)}${entry.date ? ` ${sayDate(entry.date)}` : ''}`));
}

/** Products down, countries across: where what fits is to be had. */
function productGrid(products) {
  const countries = unique(products.map(({ country: code }) => code));
  const rows = unique(products.map(({ product }) => product));
  const reach = (code) => products.find((each) => each.country === code)?.in_reach;
  const head = (code) => el('th', { scope: 'col' }, country(code), reach(code) === false ? el('span', { class: 'hint' }, 'not among her countries') : null);
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Approved products by country' }, el('table', { class: 'product-grid' },
    el('caption', { class: 'unseen' }, 'Approved products by country'),
    el('thead', null, el('tr', null, el('th', { scope: 'col' }, 'Product'), countries.map(head))),
    el('tbody', null, rows.map((id) => el('tr', null, el('th', { scope: 'row' }, products.find(({ product }) => product === id).name),
      countries.map((code) => cell(products.find((each) => each.product === id && each.country === code))))))));
}

function productDetail(entry) {
  return fold(`${capital(entry.name)}, ${country(entry.country)}: the indication`, [
    el('p', null, entry.says), entry.remarks ? el('p', { class: 'why' }, entry.remarks) : null,
    el('p', { class: 'why' }, `${entry.agency}, ${STATUSES[entry.status] ?? plain(entry.status)}${entry.announced ? ', date of the announcement' : ''}${entry.verified ? '' : ', not verified'} `, sourceBlock(entry.source)),
    criteriaTable(entry, `Indication of ${entry.name} in ${country(entry.country)}`)], { 'data-product': `${entry.product} ${entry.country}` });
}

function paint(view) {
  const answer = get('answer');
  const heading = el('h1', { id: 'else-heading' }, 'Not a trial: what else');
  if (!answer?.pathways) {
    fill(view, heading, el('p', { class: 'empty' }, 'No match yet. ', el('a', { href: '#case' }, 'Load a case'), ' first.'));
    return;
  }
  const { pathways, products = [] } = answer;
  fill(view, heading,
    el('p', { class: 'lede' }, 'Approaches and approved products, fitted by the same kind of criteria as trials. A fit is a reason to discuss it, not a recommendation.'),
    el('section', { 'aria-labelledby': 'products-heading' }, el('h2', { id: 'products-heading' }, 'Approved products'),
      products.length ? [productGrid(products), products.map(productDetail)] : el('p', { class: 'empty' }, 'None recorded.')),
    el('section', { 'aria-labelledby': 'pathways-heading' }, el('h2', { id: 'pathways-heading' }, 'Approaches'),
      el('div', { class: 'pathways' }, pathways.map(pathwayCard))));
}

export function mountElse(view) {
  watch(['answer'], () => paint(view));
  paint(view);
}
