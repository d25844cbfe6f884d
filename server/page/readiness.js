// How ready the case is: the twelve document groups as a picture, what each lacks, and whom it keeps waiting.
import { sayDate } from './dates.js';
import { el, fold, icon, svg } from './dom.js';
import { setFilter } from './filters.js';
import { change } from './store.js';
import { capital, count, documentWords, plain } from './words.js';

const STATES = {
  here: { words: 'here', icon: 'met' },
  stale: { words: 'stale', icon: 'stale' },
  missing: { words: 'missing', icon: 'not_met' },
  to_translate: { words: 'to be translated', icon: 'paste' },
  not_needed: { words: 'not needed', icon: 'closed' },
};
const FACTS = { known: 'known', in_part: 'in part', stale: 'too old', missing: 'missing', not_needed: 'not needed' };
const stateOf = (id) => STATES[id] ?? { words: plain(id), icon: 'unknown' };

const needed = ({ holds }) => (holds ?? []).filter(({ state }) => state !== 'not_needed');

/** A square a fact: full known, half in part, ringed too old, dashed missing. */
function factSquare({ state }, i) {
  const x = i * 13 + 1;
  const square = (kind, more) => svg('rect', { class: `fact-${kind}`, x, y: 1, width: 10, height: 10, rx: 2, ...more });
  if (state === 'in_part') return [square('missing'), svg('rect', { class: 'fact-known', x, y: 6, width: 10, height: 5 })];
  if (state === 'stale') return [square('stale'), svg('circle', { class: 'fact-old', cx: x + 5, cy: 6, r: 2 })];
  return square(state === 'known' ? 'known' : 'missing');
}

function factPicture(document) {
  const facts = needed(document);
  const known = facts.filter(({ state }) => state === 'known').length;
  return svg('svg', { class: 'fact-squares', role: 'img', 'aria-label': `${known} of ${count(facts.length, 'fact')} known`,
    width: Math.max(facts.length, 1) * 13, height: 12 }, facts.map(factSquare));
}

function showWaiting(group) {
  setFilter({ needs: group });
  change({ view: 'trials' });
}

function waitingBar({ group, blocks }, most) {
  if (!blocks?.trials) return el('span', { class: 'hint' }, 'no trial waits');
  const words = count(blocks.trials, 'trial');
  return [svg('svg', { class: 'wait-bar', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'wait-level', x: 0, y: 0, width: `${(blocks.trials / most) * 100}%`, height: 8, rx: 2 })),
  el('button', { type: 'button', class: 'quiet', onclick: () => showWaiting(group),
    'aria-label': `Show the ${words} that wait for ${documentWords(group)}` }, words)];
}

function factLine({ says, state, date, note, trials }) {
  const more = [note, date ? sayDate(date) : null, trials ? `${count(trials, 'trial')} waiting` : null].filter(Boolean);
  return el('li', null, el('strong', null, capital(says)), ` ${FACTS[state] ?? plain(state)}`, more.length ? ` (${more.join(', ')})` : '');
}

function lacks(document) {
  const open = needed(document).filter(({ state }) => state !== 'known');
  const also = document.also ?? [];
  if (!open.length && !also.length) return null;
  return fold(open.length ? `Lacks ${count(open.length, 'fact')}` : `Further facts that trials ask for (${also.length})`, [
    open.length ? el('ul', { class: 'facts' }, open.map(factLine)) : null,
    also.length ? el('p', { class: 'why' }, 'Trials also ask for: ', also.map(({ fact, trials }) => `${plain(fact)} (${trials})`).join(', ')) : null]);
}

function dateWords({ date, days, good_until: until, validity_suggested: suggested }) {
  if (!date) return null;
  return [sayDate(date), typeof days === 'number' ? `${count(days, 'day')} old` : null,
    until ? `good until ${sayDate(until)}${suggested ? ', as suggested' : ''}` : null].filter(Boolean).join(', ');
}

function documentRow(document, most) {
  const { words, icon: sign } = stateOf(document.state);
  return el('li', { class: `document is-${document.state}`, 'data-document': document.group },
    el('div', { class: 'document-state' }, icon(sign), el('span', null, words)),
    el('div', { class: 'document-name' }, el('strong', null, documentWords(document.group)),
      dateWords(document) ? el('span', { class: 'hint' }, dateWords(document)) : null,
      el('p', { class: 'why' }, capital(document.why)), lacks(document)),
    el('div', { class: 'document-facts' }, factPicture(document)),
    el('div', { class: 'document-waits' }, waitingBar(document, most)));
}

function legend() {
  const sign = (state, words) => el('li', null, svg('svg', { class: 'fact-squares', width: 13, height: 12, 'aria-hidden': 'true' }, factSquare({ state }, 0)), words);
  return el('ul', { class: 'legend' }, sign('known', 'known'), sign('in_part', 'in part'), sign('stale', 'too old'), sign('missing', 'missing'));
}

function summaryLine(readiness) {
  const number = (state) => readiness.filter((document) => document.state === state).length;
  return Object.keys(STATES).filter(number).map((state) => `${number(state)} ${STATES[state].words}`).join(', ');
}

/** What the mapping of the disease still lacks. */
export function investigationList(investigations) {
  if (!investigations?.length) return null;
  return el('section', { class: 'review investigations' }, el('h2', null, 'What the mapping still lacks'),
    el('ul', null, investigations.map(({ investigation, because }) => el('li', null, icon('warning'), el('div', null,
      el('strong', null, investigation), el('p', { class: 'why' }, capital(because)))))));
}

export function readinessPicture(readiness) {
  if (!readiness?.length) return null;
  const most = Math.max(1, ...readiness.map(({ blocks }) => blocks?.trials ?? 0));
  return el('section', { class: 'review readiness', 'aria-label': 'Readiness of the documents' },
    el('h2', null, 'Documents', el('span', { class: 'aside' }, summaryLine(readiness))),
    legend(), el('ul', { class: 'documents' }, readiness.map((document) => documentRow(document, most))));
}
