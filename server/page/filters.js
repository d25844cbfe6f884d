// Filters narrow what is shown, and always say how much they hide.
import { announce } from './announce.js';
import { el, fill, icon, svg } from './dom.js';
import { centresOf, countriesOf } from './sites.js';
import { change, get, NO_FILTERS } from './store.js';
import { country, countsAs, documentWords, DOCUMENTS, plain, VERDICTS } from './words.js';

const searched = new WeakMap(); // answer -> the text that words are looked for in

function searchText(answer) {
  if (!searched.has(answer)) {
    const sites = centresOf(answer).flatMap((site) => [site.name, site.local, site.city, site.country && country(site.country)]);
    const trial = get('trials').get(answer.trial) ?? {};
    const words = [answer.trial, answer.title, ...(answer.targets ?? []), trial.sponsor, trial.product, trial.construct, ...sites];
    searched.set(answer, words.filter(Boolean).join(' ').toLowerCase());
  }
  return searched.get(answer);
}

const waitsFor = (answer, need) => (answer.criteria ?? []).some(({ causes, ...each }) => countsAs(each) === 'unknown'
  && (causes ?? []).some(({ fact, document }) => fact === need || document === need));

function passes(answer, { words, verdicts, open, target, country: wanted, needs }) {
  return (!verdicts.length || verdicts.includes(answer.verdict))
    && (!open || answer.recruiting === 'open')
    && (!target || (answer.targets ?? []).includes(target))
    && (!wanted || countriesOf(answer).includes(wanted))
    && (!needs || waitsFor(answer, needs))
    && words.toLowerCase().split(/\s+/).every((word) => searchText(answer).includes(word));
}

/** The answers that the filters let through, in rank order. */
export function shownAnswers() {
  const answers = get('answer')?.answers ?? [];
  return answers.filter((answer) => passes(answer, get('filters')));
}

export const isFiltering = () => JSON.stringify(get('filters')) !== JSON.stringify(NO_FILTERS);

export function setFilter(patch) {
  change({ filters: { ...get('filters'), ...patch } });
  announce(`${shownAnswers().length} of ${get('answer')?.answers.length ?? 0} trials shown.`);
}

export const clearFilters = () => setFilter({ ...NO_FILTERS });

function toggleVerdict(id) {
  const { verdicts } = get('filters');
  setFilter({ verdicts: verdicts.includes(id) ? verdicts.filter((each) => each !== id) : [...verdicts, id] });
}

/** The whole answer at a glance; each class is also a switch. */
function verdictSwitches(answers) {
  const numbers = VERDICTS.map(({ id }) => answers.filter(({ verdict }) => verdict === id).length);
  let before = 0;
  const bars = VERDICTS.map(({ id }, i) => {
    const bar = svg('rect', { class: `part-${id}`, x: `${(before / answers.length) * 100}%`, y: 0, width: `${(numbers[i] / answers.length) * 100}%`,
      height: 10 });
    before += numbers[i];
    return bar;
  });
  const switches = VERDICTS.map(({ id, words, icon: shape }, i) => el('button', {
    type: 'button', class: `switch verdict-${id}`, 'aria-pressed': String(get('filters').verdicts.includes(id)), 'data-verdict': id,
    onclick: () => toggleVerdict(id),
  }, icon(shape), el('span', { class: 'switch-number' }, String(numbers[i])), el('span', null, words)));
  return el('div', { class: 'verdicts', role: 'group', 'aria-label': 'Verdicts' },
    svg('svg', { class: 'verdict-bar', 'aria-hidden': 'true', focusable: 'false' }, bars), el('div', { class: 'switches' }, switches));
}

function options(values, words, all, chosen) {
  return [el('option', { value: '', selected: !chosen }, all),
    values.map((value) => el('option', { value, selected: value === chosen }, words(value)))];
}

function chooser(id, label, values, words, key) {
  return el('div', { class: 'filter' }, el('label', { for: id }, label),
    el('select', { id, onchange: (event) => setFilter({ [key]: event.target.value }) }, options(values, words, 'any', get('filters')[key])));
}

function wordsField() {
  const input = el('input', { id: 'filter-words', type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: 'title, id, centre, city …',
    value: get('filters').words });
  input.addEventListener('input', () => setFilter({ words: input.value.trim() }));
  return el('div', { class: 'filter is-words' }, el('label', { for: 'filter-words' }, 'Words ', el('kbd', { 'aria-hidden': 'true' }, '/')), input);
}

function openField() {
  const input = el('input', { id: 'filter-open', type: 'checkbox', onchange: (event) => setFilter({ open: event.target.checked }) });
  input.checked = get('filters').open;
  return el('div', { class: 'filter is-tick' }, input, el('label', { for: 'filter-open' }, 'Open now'));
}

const needWords = (need) => (need in DOCUMENTS ? documentWords(need) : plain(need));

/** Says how many are shown, and what narrows them. Repainted on each change; the fields above are not. */
function paintShown(node) {
  const { needs } = get('filters');
  const all = get('answer').answers.length;
  fill(node, el('strong', { id: 'shown' }, `${shownAnswers().length} of ${all} shown`),
    needs ? el('button', { type: 'button', class: 'quiet with-icon', onclick: () => setFilter({ needs: '' }) },
      `waiting for ${needWords(needs)}`, icon('close', 'remove')) : null,
    isFiltering() ? el('button', { type: 'button', class: 'quiet', id: 'clear-filters', onclick: clearFilters }, 'Show all') : null);
}

// On a narrow page the rarer filters wait behind a button; a wide page shows them and hides the button.
function moreButton() {
  const button = el('button', { type: 'button', class: 'quiet more', 'aria-expanded': 'false', 'aria-controls': 'filter-more' }, 'More filters');
  button.addEventListener('click', () => button.setAttribute('aria-expanded', String(button.getAttribute('aria-expanded') === 'false')));
  return button;
}

export function filterBar() {
  const { answers } = get('answer');
  const targets = [...new Set(answers.flatMap((answer) => answer.targets ?? []))].sort();
  const countries = [...new Set(answers.flatMap(countriesOf))].sort((a, b) => country(a).localeCompare(country(b)));
  const shown = el('p', { class: 'shown' });
  const node = el('form', { class: 'filters', role: 'search', 'aria-label': 'Trials', onsubmit: (event) => event.preventDefault() },
    verdictSwitches(answers),
    el('div', { class: 'filter-row' }, wordsField(), moreButton(),
      el('div', { class: 'filter-more', id: 'filter-more' }, chooser('filter-target', 'Target', targets, (value) => value, 'target'),
        chooser('filter-country', 'Country', countries, country, 'country'), openField()),
      shown));
  return { node, refresh: () => refreshFields(node, shown) };
}

function refreshFields(node, shown) {
  const filters = get('filters');
  node.querySelectorAll('[data-verdict]').forEach((each) => each.setAttribute('aria-pressed', String(filters.verdicts.includes(each.dataset.verdict))));
  const words = node.querySelector('#filter-words');
  if (words.value.trim() !== filters.words) words.value = filters.words;
  node.querySelector('#filter-target').value = filters.target;
  node.querySelector('#filter-country').value = filters.country;
  node.querySelector('#filter-open').checked = filters.open;
  paintShown(shown);
}
