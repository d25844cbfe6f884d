// Small signs that always carry words: verdict, state, freshness, targets.
import { sayDate } from './dates.js';
import { el, icon, svg } from './dom.js';
import { count, countsAs, stateOf, STATES, verdictOf } from './words.js';

export function verdictWords({ verdict, eligible_from: from }) {
  const { words } = verdictOf(verdict);
  if (verdict !== 'eligible_later') return words;
  return from ? `${words}, from ${sayDate(from)}` : `${words}, date not known`;
}

export function verdictChip(answer) {
  return el('span', { class: `chip verdict-${answer.verdict}` }, icon(verdictOf(answer.verdict).icon), verdictWords(answer));
}

export function stateChip(state) {
  const { words, icon: shape } = stateOf(state);
  return el('span', { class: `state state-${state}` }, icon(shape), words);
}

export function targetTags(targets) {
  if (!targets?.length) return el('span', { class: 'target is-missing' }, 'target not recorded');
  return targets.map((target) => el('span', { class: 'target' }, target));
}

export function freshnessChip(freshness) {
  if (!freshness?.seen) return el('span', { class: 'fresh is-stale' }, icon('stale'), 'Date of the record not known');
  const age = typeof freshness.days === 'number' ? `, ${count(freshness.days, 'day')} old` : '';
  const words = `Record seen ${sayDate(freshness.seen)}${age}`;
  return freshness.stale ? el('span', { class: 'fresh is-stale' }, icon('stale'), `${words}: check before use`) : el('span', { class: 'fresh' }, words);
}

const PARTLY_READ = { partial: 'Record read in part', registry_only: 'Only the registry listing was read' };

/** Says when little stands behind the criteria; nothing for a record read whole. */
export const completenessNote = (completeness) => (PARTLY_READ[completeness] ? el('p', { class: 'hint' }, PARTLY_READ[completeness]) : null);

export function tallyOf(criteria) {
  return STATES.map(({ id, words }) => ({ id, words, number: (criteria ?? []).filter((each) => countsAs(each) === id).length }));
}

/** How many criteria are in which state: a bar to see, words to read. */
export function tally(criteria) {
  const parts = tallyOf(criteria).filter(({ number }) => number > 0);
  const total = parts.reduce((sum, { number }) => sum + number, 0);
  if (!total) return el('p', { class: 'tally-words' }, 'No criteria recorded');
  let before = 0;
  const bars = parts.map(({ id, number }) => {
    const bar = svg('rect', { class: `part-${id}`, x: `${(before / total) * 100}%`, y: 0, width: `${(number / total) * 100}%`, height: 6 });
    before += number;
    return bar;
  });
  return el('div', { class: 'tally-block' },
    svg('svg', { class: 'tally-bar', 'aria-hidden': 'true', focusable: 'false' }, bars),
    el('ul', { class: 'tally-words' }, parts.map(({ id, words, number }) => el('li', { class: `state-${id}` }, icon(stateOf(id).icon),
      `${number} ${words.toLowerCase()}`))));
}
