// The work list of the stalest records that matter most: open trials first.
import { el, fill } from './dom.js';
import { count, siteStateOf } from './words.js';
import * as api from './maintain-api.js';
import { draftLink } from './maintain-parts.js';

const SHOWN_AT_FIRST = 100;

const row = ({ trial, title, recruiting, verified, days, stale, open_sites: sites }) => el('tr', { 'data-id': trial },
  el('th', { scope: 'row' }, draftLink(trial), el('span', { class: 'aside' }, title)),
  el('td', null, siteStateOf(recruiting).words),
  el('td', null, verified ?? 'no date'),
  el('td', { class: stale ? 'is-stale' : '' }, days === null ? 'not known' : count(days, 'day'), stale ? ' – stale' : ''),
  el('td', null, String(sites)));

export async function freshnessView() {
  const { records, stale, open_and_stale: urgent, as_of: day, trials } = await api.freshness();
  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'quiet', hidden: records.length <= SHOWN_AT_FIRST,
    onclick: () => { fill(body, records.map(row)); more.hidden = true; } }, `Show all ${records.length}`);
  fill(body, records.slice(0, SHOWN_AT_FIRST).map(row));
  return el('section', { 'aria-labelledby': 'freshness-heading' },
    el('h1', { id: 'freshness-heading' }, 'Freshness'),
    el('p', { class: 'lede' }, `On ${day}, ${stale} of ${count(trials, 'record')} are stale; ${urgent} of these are open trials and stand first.`),
    el('div', { class: 'wide' }, el('table', { class: 'list' },
      el('thead', null, el('tr', null, ['Trial', 'Recruiting', 'Last verified', 'Age', 'Open sites'].map((each) => el('th', { scope: 'col' }, each)))), body)), more);
}
