// The cases that the server keeps, and the one that is open.
import { mayReadCases } from './actions.js';
import { addLoaded, isCoordinator, openStored, showCases } from './case-actions.js';
import { caseFile } from './case-file.js';
import { sayDate } from './dates.js';
import { byId, el, fill, freshId } from './dom.js';
import { get, watch } from './store.js';
import { count } from './words.js';

const HEADS = ['Case', 'Patient', 'Coordinator', 'Profile', 'Changed', 'State'];
const cell = (label, ...content) => el('td', { role: 'cell', 'data-label': label }, content);

function row(each) {
  return el('tr', { role: 'row', 'data-case': each.case },
    el('th', { role: 'rowheader', scope: 'row' }, el('button', { type: 'button', class: 'place', onclick: () => openStored(each.case) }, each.case)),
    cell('Patient', each.patient), cell('Coordinator', each.coordinator), cell('Profile', `version ${each.profile}`),
    cell('Changed', sayDate(each.changed.slice(0, 10))), cell('State', each.state === 'open' ? 'open' : `closed: ${each.close_reason}`));
}

function table(cases) {
  return el('table', { class: 'missing cases', role: 'table' },
    el('caption', { class: 'unseen' }, 'Cases'),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, HEADS.map((head) => el('th', { role: 'columnheader', scope: 'col' }, head)))),
    el('tbody', { role: 'rowgroup' }, cases.map(row)));
}

function tick(words, checked, onchange) {
  const id = freshId('tick');
  return el('div', { class: 'filter is-tick' }, el('input', { type: 'checkbox', id, checked, onchange: (event) => onchange(event.target.checked) }),
    el('label', { for: id }, words));
}

function addBar() {
  if (!isCoordinator()) return null;
  if (!get('profile')) return el('p', { class: 'hint' }, el('a', { href: '#case' }, 'Load a profile'), ' to add it as a case.');
  return el('button', { type: 'button', class: 'primary', id: 'add-case', onclick: () => addLoaded() },
    `Add profile ${get('profile').id ?? 'without id'} as a case`);
}

function list() {
  const { mine, closed } = get('casesShown');
  const cases = get('cases').filter(({ coordinator }) => !mine || coordinator === get('me').name);
  return [
    el('h1', { id: 'cases-heading' }, 'Open cases', el('span', { class: 'aside' }, `you act as ${get('me').name} (${get('me').roles.join(', ')})`)),
    el('div', { class: 'cases-bar' }, addBar(), tick('Only mine', mine, (on) => showCases({ mine: on })), tick('Closed ones too', closed, (on) => showCases({ closed: on })),
      el('p', { class: 'shown' }, count(cases.length, 'case'))),
    cases.length ? table(cases) : el('p', { class: 'empty' }, mine ? 'None of the cases is yours.' : 'No cases yet.'),
  ];
}

const closedDoor = (words, command) => [el('h1', { id: 'cases-heading' }, 'Open cases'), el('p', { class: 'empty' }, words),
  command ? el('p', null, el('code', null, command)) : null];

function paint(view) {
  const me = get('me');
  if (!me) fill(view, closedDoor('Not known yet: the server has not said who you are.'));
  else if (!me.casebook) fill(view, closedDoor('This server keeps no cases. Start it with a casebook:', 'cartwright serve --casebook FILE'));
  else if (!mayReadCases(me)) fill(view, closedDoor(`Cases are for coordinators and auditors; you are ${me.roles.join(', ')}.`));
  else if (get('openCase')) fill(view, caseFile(get('openCase')));
  else fill(view, list());
}

export function mountCases(view) {
  watch(['me', 'cases', 'casesShown', 'openCase', 'profile', 'edited', 'trail', 'answer'], () => paint(view));
  watch(['openCase'], () => { if (get('view') === 'cases' && get('openCase')) byId('cases-heading')?.focus(); });
  paint(view);
}
