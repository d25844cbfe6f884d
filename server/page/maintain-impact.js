// Which open cases a publication would change, and how: ids of cases, verdicts, and causes in the trials.
import { sayDate } from './dates.js';
import { el, fold } from './dom.js';
import { count, plain, siteStateOf, VERDICTS } from './words.js';

const SHOWN_AT_FIRST = 5;
const MOVES = { gained: 'gained', lost: 'lost', moved_up: 'moved up', moved_down: 'moved down', sooner: 'sooner', later: 'later' };
const CAUSES = { rule: 'the rule', status: 'the status', site: 'the site', listing: 'the listing', record: 'the record', context: 'a shared file', calendar: 'the calendar', fact: 'a fact', program: 'the program' };

const verdictWords = (id) => VERDICTS.find((each) => each.id === id)?.words ?? plain(id);

function placeWords(place) {
  if (!place) return 'no candidate';
  return [verdictWords(place.verdict) + (place.eligible_from ? ` from ${sayDate(place.eligible_from)}` : ''),
    siteStateOf(place.recruiting).words.toLowerCase(), place.recruiting === 'open' && place.site === 'closed' ? 'no open site' : null].filter(Boolean).join(', ');
}

const causeWords = ({ cause, item, says }) => `because of ${CAUSES[cause] ?? plain(cause)}${item ? ` ${item}` : ''}: ${says}`;

const row = ({ case: id, coordinator, move, before, then, causes }) => el('tr', { 'data-case': id },
  el('th', { scope: 'row' }, el('span', { class: 'code' }, id), el('span', { class: 'aside' }, coordinator)),
  el('td', null, MOVES[move] ?? plain(move)), el('td', { 'data-label': 'Now' }, placeWords(before)), el('td', { 'data-label': 'Then' }, placeWords(then)),
  el('td', null, causes.map((each) => el('p', null, causeWords(each)))));

const table = (rows, label) => el('div', { class: 'wide' }, el('table', { class: 'list', 'aria-label': label },
  el('thead', null, el('tr', null, ['Case', 'Move', 'Now', 'Then', 'Why'].map((head) => el('th', { scope: 'col' }, head)))), el('tbody', null, rows.map(row))));

function trial({ trial: id, title, new: fresh, gone, changed, moves, cases }) {
  const tally = Object.entries(moves).map(([move, number]) => `${number} ${MOVES[move] ?? plain(move)}`).join(', ');
  const rest = changed - cases.length;
  return el('section', { 'data-trial': id }, el('h4', null, el('span', { class: 'code' }, id), ` ${title}`),
    el('p', null, `${fresh ? 'New. ' : ''}${gone ? 'No longer in the catalogue. ' : ''}${count(changed, 'open case')}: ${tally}.`),
    table(cases.slice(0, SHOWN_AT_FIRST), `Open cases that ${id} changes`),
    cases.length > SHOWN_AT_FIRST ? fold(`${cases.length - SHOWN_AT_FIRST} more`, table(cases.slice(SHOWN_AT_FIRST), `More open cases that ${id} changes`)) : null,
    rest > 0 ? el('p', { class: 'hint' }, `And ${rest} further, not listed here.`) : null);
}

function known({ as_of: day, cases, unreadable, touched, trials_looked_at: looked, trials }) {
  return [el('p', { class: 'lede' }, touched
    ? `On ${sayDate(day)} this changes ${touched} of ${count(cases, 'open case')}.`
    : `On ${sayDate(day)} this changes none of ${count(cases, 'open case')}; ${count(looked, 'changed trial was', 'changed trials were')} looked at.`),
  unreadable ? el('p', null, `${count(unreadable, 'profile')} could not be read.`) : null,
  trials.map(trial),
  el('p', { class: 'hint' }, 'Each trial by itself: overrides count while they hold, moves of rank are left out.')];
}

/** The impact as the preview tells it; null where it does not. */
export function impactSection(impact) {
  if (!impact) return null;
  return el('section', { id: 'impact' }, el('h3', null, 'Open cases'),
    impact.known ? known(impact) : el('p', { class: 'empty' }, `Not known: ${impact.because}. ${impact.hint}.`));
}
