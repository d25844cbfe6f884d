// What to ask for next: which record decides most candidates, and every fact that is missing.
import { el, fill, svg } from './dom.js';
import { setFilter } from './filters.js';
import { change, get, watch } from './store.js';
import { capital, causeWords, count, countsAs, documentWords, plain } from './words.js';

const candidates = (answer) => answer.answers.filter(({ verdict }) => verdict !== 'ineligible');

/** fact -> {fact, documents, causes, trials} over the unknown criteria of the candidates, most wanted first. */
export function missingFacts(answer) {
  const found = new Map();
  const open = candidates(answer).flatMap(({ trial, criteria }) => (criteria ?? []).filter((each) => countsAs(each) === 'unknown')
    .flatMap(({ causes }) => (causes ?? []).map((cause) => ({ trial, ...cause }))));
  open.filter(({ fact }) => fact).forEach(({ trial, fact, document, cause }) => {
    if (!found.has(fact)) found.set(fact, { fact, documents: new Set(), causes: new Set(), trials: new Set() });
    const entry = found.get(fact);
    entry.trials.add(trial);
    entry.causes.add(cause);
    if (document) entry.documents.add(document);
  });
  return [...found.values()].sort((a, b) => b.trials.size - a.trials.size || a.fact.localeCompare(b.fact));
}

/** Candidates with a rule that no record can answer. */
function sealedRules(answer) {
  return candidates(answer).filter(({ criteria }) => (criteria ?? []).some(({ causes }) => (causes ?? [])
    .some(({ cause, fact }) => !fact && (cause === 'not_public' || cause === 'not_evaluated'))));
}

function showWaiting(need) {
  setFilter({ needs: need });
  change({ view: 'trials' });
}

const bar = (part, whole) => svg('svg', { class: 'ask-bar', 'aria-hidden': 'true', focusable: 'false' },
  svg('rect', { class: 'track', x: 0, y: 0, width: '100%', height: 10, rx: 2 }),
  svg('rect', { class: 'level', x: 0, y: 0, width: `${whole ? (part / whole) * 100 : 0}%`, height: 10, rx: 2 }));

export function unlockItem(entry, whole, interactive) {
  const words = `decides ${entry.would_decide ?? 0} of ${count(whole, 'candidate')}`;
  return el('li', { class: 'unlock' },
    el('div', { class: 'unlock-head' }, el('strong', null, documentWords(entry.document)),
      interactive ? el('button', { type: 'button', class: 'quiet', onclick: () => showWaiting(entry.document),
        'aria-label': `Show the trials that wait for ${documentWords(entry.document)}` }, words) : el('span', null, words)),
    bar(entry.would_decide ?? 0, whole),
    factsOf(entry.facts ?? []));
}

const FACTS_TOLD = 8;

/** The facts that most candidates wait for; the others are a click away. */
function factsOf(facts) {
  if (facts.length <= FACTS_TOLD + 1) return el('p', { class: 'why' }, 'For: ', facts.map(plain).join(', ') || 'facts not listed');
  return [el('p', { class: 'why' }, 'For: ', facts.slice(0, FACTS_TOLD).map(plain).join(', '), ' and more'),
    el('details', { class: 'why' }, el('summary', null, count(facts.length - FACTS_TOLD, 'further fact')), facts.slice(FACTS_TOLD).map(plain).join(', '))];
}

/** The records by what they decide; `most` limits the list, and says so. */
export function unlockList(answer, interactive, most = Infinity) {
  if (!answer.unlock?.length) return el('p', { class: 'empty' }, 'No record would decide a further candidate.');
  const whole = candidates(answer).length;
  const left = answer.unlock.length - most;
  return [el('ol', { class: 'unlocks' }, answer.unlock.slice(0, most).map((entry) => unlockItem(entry, whole, interactive))),
    left > 0 ? el('p', { class: 'hint' }, el('a', { href: '#ask' }, `And ${count(left, 'more record')}`)) : null];
}

function missingRow({ fact, documents, causes, trials }) {
  return el('tr', { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row' }, capital(plain(fact))),
    el('td', { role: 'cell', 'data-label': 'Because' }, [...causes].map(causeWords).join(', ')),
    el('td', { role: 'cell', 'data-label': 'Ask for' }, [...documents].map(documentWords).join(', ') || 'document not named'),
    el('td', { role: 'cell', 'data-label': 'Waiting' }, el('button', { type: 'button', class: 'quiet', onclick: () => showWaiting(fact),
      'aria-label': `Show ${count(trials.size, 'trial')} waiting for ${plain(fact)}` }, count(trials.size, 'trial'))));
}

function missingTable(facts) {
  if (!facts.length) return el('p', { class: 'empty' }, 'No fact is missing for the candidates.');
  return el('table', { class: 'missing', role: 'table' },
    el('caption', { class: 'unseen' }, 'Facts that candidates wait for'),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
      ['Fact', 'Because', 'Ask for', 'Waiting'].map((head) => el('th', { role: 'columnheader', scope: 'col' }, head)))),
    el('tbody', { role: 'rowgroup' }, facts.map(missingRow)));
}

function sealedNote(answer) {
  const sealed = sealedRules(answer).length;
  return sealed ? el('p', { class: 'hint' }, `${count(sealed, 'candidate')} also ${sealed === 1 ? 'has' : 'have'} rules that are not public or not evaluated. `,
    'No record answers those: ask the trial team.') : null;
}

function paint(view) {
  const answer = get('answer');
  const heading = el('h1', { id: 'ask-heading' }, 'What to ask for next');
  if (!answer) {
    fill(view, heading, el('p', { class: 'empty' }, 'No match yet. ', el('a', { href: '#case' }, 'Load a case'), ' first.'));
    return;
  }
  fill(view, heading,
    el('p', { class: 'lede' }, `${count(candidates(answer).length, 'trial')} of ${answer.answers.length} could still fit. These records decide most of them.`),
    el('div', { class: 'ask' },
      el('section', { 'aria-labelledby': 'unlock-heading' }, el('h2', { id: 'unlock-heading' }, 'Records'), unlockList(answer, true)),
      el('section', { 'aria-labelledby': 'missing-heading' }, el('h2', { id: 'missing-heading' }, 'Missing facts'),
        missingTable(missingFacts(answer)), sealedNote(answer))));
}

export function mountAsk(view) {
  watch(['answer'], () => paint(view));
  paint(view);
}
