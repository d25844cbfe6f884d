// How much of what the records state is said as rules, trial by trial; the least covered first.
import { el, fill } from './dom.js';
import { plain } from './words.js';
import * as api from './maintain-api.js';
import { draftLink } from './maintain-parts.js';

const SHOWN_AT_FIRST = 100;
const COLUMNS = [['stated', 'Stated'], ['ruled', 'Ruled'], ['judgement', 'For judgement'], ['not_public', 'Not public'], ['not_evaluated', 'Not evaluated']];

const row = (trial) => el('tr', { 'data-id': trial.trial },
  el('th', { scope: 'row' }, draftLink(trial.trial)), el('td', null, plain(trial.completeness)),
  COLUMNS.map(([key]) => el('td', null, String(trial[key]))), el('td', null, `${trial.covered_percent} %`));

export async function coverageView() {
  const { totals, trials } = await api.coverage();
  const sorted = [...trials].sort((a, b) => a.covered_percent - b.covered_percent || b.not_evaluated - a.not_evaluated || a.trial.localeCompare(b.trial));
  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'quiet', hidden: sorted.length <= SHOWN_AT_FIRST,
    onclick: () => { fill(body, sorted.map(row)); more.hidden = true; } }, `Show all ${sorted.length}`);
  fill(body, sorted.slice(0, SHOWN_AT_FIRST).map(row));
  const all = totals.criteria_of_curated;
  return el('section', { 'aria-labelledby': 'coverage-heading' },
    el('h1', { id: 'coverage-heading' }, 'Coverage'),
    el('p', { class: 'lede' }, `${totals.curated} of ${totals.trials} trials are curated; of their ${all.stated} criteria ${all.ruled} are ruled and ${all.not_evaluated} are not evaluated: ${all.covered_percent} % covered.`),
    el('div', { class: 'wide' }, el('table', { class: 'list' },
      el('thead', null, el('tr', null, ['Trial', 'Read', ...COLUMNS.map(([, words]) => words), 'Covered'].map((each) => el('th', { scope: 'col' }, each)))), body)), more);
}
