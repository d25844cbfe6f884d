// The criteria of a trial as a table: failing first, then not known, for judgement, met.
import { openPlace } from './case-view.js';
import { factList } from './case-review.js';
import { stateChip } from './chips.js';
import { sayDate } from './dates.js';
import { el, fold, icon } from './dom.js';
import { overrideBlock, sayForm } from './override.js';
import { causeWords, countsAs, documentWords, plain, sentence, stateOf, STATES } from './words.js';

const HEADS = ['State', 'Criterion', 'Why', 'Source'];

const cell = (label, ...content) => el('td', { role: 'cell', 'data-label': label }, el('div', null, content));

function writtenAndRead(criterion) {
  const written = criterion.rule ?? criterion.as_written ?? criterion.written;
  const read = criterion.as_read ?? criterion.read;
  if (!written && !read) return null;
  const differs = read && written && read !== written;
  const both = el('dl', { class: 'readings' },
    written ? el('div', null, el('dt', null, 'As written'), el('dd', null, el('code', null, written))) : null,
    read ? el('div', null, el('dt', null, 'As read'), el('dd', null, el('code', null, read))) : null);
  if (!differs) return fold('The rule', both, { class: 'rule' });
  return el('div', { class: 'slip' }, el('p', null, icon('warning'), criterion.flag || 'Read otherwise than written: a probable slip in the record.'), both);
}

function criterionCell(criterion, trial) {
  const kind = criterion.kind === 'exclusion' ? 'Exclusion' : criterion.kind === 'inclusion' ? 'Inclusion' : plain(criterion.kind);
  const scope = Array.isArray(criterion.scope) && criterion.scope.length ? `, only ${criterion.scope.join(', ')}` : '';
  return cell('Criterion', el('p', { class: 'criterion-id' }, el('span', { class: 'code' }, criterion.id), ` ${kind}${scope}`),
    el('p', null, criterion.says ?? ''), writtenAndRead(criterion), sayForm(criterion, trial));
}

function causeItem({ cause, fact, document }) {
  const what = fact ? `${plain(fact)}: ${causeWords(cause)}` : causeWords(cause);
  return el('li', null, what, document ? el('span', { class: 'ask-for' }, 'Ask for: ', el('strong', null, documentWords(document))) : null);
}

function whyCell(criterion) {
  const causes = criterion.causes ?? [];
  return cell('Why', el('p', null, sentence(criterion.why) || 'No reason given.'),
    causes.length ? el('ul', { class: 'causes' }, causes.map(causeItem)) : null,
    factList(criterion.facts, openPlace));
}

const isWebAddress = (address) => /^https?:\/\//.test(address ?? '');

/** Where a statement comes from. Only web addresses become links, and only the reader follows them. */
export function sourceBlock(source) {
  if (!source) return el('span', { class: 'is-missing' }, 'Source not recorded');
  const { url, seen } = source;
  const name = isWebAddress(url) ? new URL(url).hostname.replace(/^www\./, '') : url ?? 'Source';
  return el('span', { class: 'source' },
    isWebAddress(url) ? el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, name, icon('out', 'opens in a new tab')) : name,
    el('span', { class: 'seen' }, seen ? `seen ${sayDate(seen)}` : 'date seen not recorded'));
}

function criterionRow(criterion, trial) {
  return el('tr', { role: 'row', class: `row-${countsAs(criterion)}`, 'data-criterion': criterion.id, 'data-state': criterion.state },
    cell('State', stateChip(criterion.state), overrideBlock(criterion)), criterionCell(criterion, trial), whyCell(criterion), cell('Source', sourceBlock(criterion.source)));
}

/** In the order a reader needs them; inside a state as the protocol has them. */
export function sortedCriteria(criteria) {
  const order = (state) => STATES.findIndex(({ id }) => id === state);
  return [...(criteria ?? [])].map((each, i) => ({ each, i }))
    .sort((a, b) => order(countsAs(a.each)) - order(countsAs(b.each)) || a.i - b.i).map(({ each }) => each);
}

function stateBody(state, criteria, trial) {
  return el('tbody', { role: 'rowgroup' },
    el('tr', { role: 'row', class: 'state-head' }, el('th', { role: 'rowheader', colspan: HEADS.length, scope: 'colgroup' },
      `${stateOf(state).words} (${criteria.length})`)),
    criteria.map((criterion) => criterionRow(criterion, trial)));
}

// Roles are spelled out because the narrow layout shows the table as blocks, which would drop them.
export function criteriaTable(answer, caption) {
  const sorted = sortedCriteria(answer.criteria);
  if (!sorted.length) return el('p', { class: 'empty' }, 'No criteria are recorded for this trial.');
  const states = [...new Set(sorted.map(countsAs))];
  return el('table', { class: 'criteria', role: 'table' },
    el('caption', { class: 'unseen' }, caption),
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, HEADS.map((head) => el('th', { role: 'columnheader', scope: 'col' }, head)))),
    states.map((state) => stateBody(state, sorted.filter((each) => countsAs(each) === state), answer.trial)));
}
