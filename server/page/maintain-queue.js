// What waits: drafts, reviewed drafts, records that say something new.
import { el, fill } from './dom.js';
import { siteStateOf, count, plain } from './words.js';
import * as api from './maintain-api.js';
import { draftLink, problemList, stampWords, stateSign, stateWords } from './maintain-parts.js';

const SHOWN_AT_FIRST = 100;

function changesCell({ changes, drafted_rules: drafted, saved, review }) {
  if (review) return `Reviewed by ${stampWords(review)}`;
  if (saved) return `Saved by ${stampWords(saved)}`;
  if (!changes.length) return drafted ? count(drafted, 'rule drafted', 'rules drafted') : 'No eligibility text';
  const [first, ...rest] = changes;
  const one = [plain(first.change), first.item, [first.before, first.after].filter(Boolean).join(' → ')].filter(Boolean).join(': ');
  return rest.length ? `${one}; and ${count(rest.length, 'further change')}` : one;
}

function row(entry) {
  return el('tr', { 'data-id': entry.id },
    el('td', null, stateSign(entry.state)),
    el('th', { scope: 'row' }, draftLink(entry.id), el('span', { class: 'aside' }, entry.title)),
    el('td', null, siteStateOf(entry.recruiting).words),
    el('td', null, entry.record_date ?? 'no record'),
    el('td', null, changesCell(entry)));
}

export async function queueView() {
  const { entries, problems } = await api.queue();
  const states = [...new Set(entries.map(({ state }) => state))];
  const body = el('tbody');
  const told = el('p', { class: 'hint', role: 'status' });
  const more = el('button', { type: 'button', class: 'quiet' }, 'Show all');
  let state = '';
  let words = '';
  let all = false;

  function paint() {
    const fits = entries.filter((entry) => (!state || entry.state === state) && `${entry.id} ${entry.title}`.toLowerCase().includes(words));
    const visible = all ? fits : fits.slice(0, SHOWN_AT_FIRST);
    fill(body, visible.map(row));
    told.textContent = `${visible.length} of ${count(fits.length, 'entry', 'entries')}`;
    more.hidden = visible.length === fits.length;
  }
  more.addEventListener('click', () => { all = true; paint(); });
  const choice = el('select', { id: 'queue-state', onchange: (event) => { state = event.target.value; paint(); } },
    el('option', { value: '' }, 'all states'), states.map((each) => el('option', { value: each }, stateWords(each))));
  const search = el('input', { id: 'queue-words', type: 'search', oninput: (event) => { words = event.target.value.trim().toLowerCase(); paint(); } });
  paint();
  return el('section', { 'aria-labelledby': 'queue-heading' },
    el('h1', { id: 'queue-heading' }, 'Queue'),
    el('div', { class: 'bar' }, el('label', { for: 'queue-state' }, 'State'), choice, el('label', { for: 'queue-words' }, 'Id or title'), search, told),
    entries.length ? el('div', { class: 'wide' }, el('table', { class: 'list' },
      el('thead', null, el('tr', null, ['State', 'Trial', 'Recruiting', 'Record of', 'What'].map((each) => el('th', { scope: 'col' }, each)))), body))
      : el('p', { class: 'empty' }, 'Nothing waits. Records come in with: cartwright catalogue import SOURCE --store DIR'),
    more,
    problems.length ? el('section', null, el('h2', null, 'Records that cannot be read'), problemList(problems)) : null);
}
