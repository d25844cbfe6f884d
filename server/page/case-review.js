// The case review: what the engine derived from the record, each with its reason and the facts it used.
import { el, fold } from './dom.js';
import { capital, plain, sentence } from './words.js';

const isRange = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && 'min' in value;

function rangeWords({ min, max, unit }) {
  const measured = (words) => (unit ? `${words} ${unit}` : words);
  if (max === null || max === undefined) return measured(`${min} or more`);
  return measured(min === max ? String(min) : `${min} to ${max}`);
}

/** Any derived value in words; what is not known is said. */
export function valueWords(value) {
  if (value === null || value === undefined || value === '') return 'not known';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
  if (typeof value === 'string') return plain(value);
  if (isRange(value)) return rangeWords(value);
  if (Array.isArray(value)) return value.length ? value.map(valueWords).join(', ') : 'none recorded';
  if ('value' in value) return `${valueWords(value.value)}${value.unit ? ` ${value.unit}` : ''}`;
  return Object.entries(value).map(([key, each]) => `${plain(key)} ${valueWords(each)}`).join(', ');
}

/** Facts as the answer states them: {where, says}, or plain words. */
export function factList(facts, showPlace) {
  if (!Array.isArray(facts) || !facts.length) return null;
  return el('ul', { class: 'facts' }, facts.map((each) => {
    if (typeof each === 'string') return el('li', null, each);
    const place = each.where ? el('button', { type: 'button', class: 'place', onclick: () => showPlace(each.where) }, each.where) : null;
    return el('li', null, sentence(each.says), ' ', place);
  }));
}

const isFinding = (entry) => entry !== null && typeof entry === 'object' && !Array.isArray(entry) && ('value' in entry || 'why' in entry);

function whyBlock(why) {
  const sentences = Array.isArray(why) ? why : [why].filter(Boolean);
  return sentences.map((sentence) => el('p', { class: 'why' }, String(sentence)));
}

function derivedItem(name, entry, showPlace) {
  const finding = isFinding(entry) ? entry : { value: entry };
  const words = valueWords(finding.value);
  const facts = factList(finding.facts, showPlace);
  const unknown = finding.value === null || finding.value === undefined;
  return el('div', { class: unknown ? 'derived is-missing' : 'derived' },
    el('dt', null, finding.label ?? capital(plain(name))),
    el('dd', null, el('strong', null, words), whyBlock(finding.why),
      facts ? fold(`Facts used (${finding.facts.length})`, facts) : null));
}

/** Accepts the review as an object by name or as a list with names. */
export function derivedEntries(review) {
  if (Array.isArray(review)) return review.map((entry, i) => [entry.name ?? entry.fact ?? String(i + 1), entry]);
  return Object.entries(review ?? {});
}

export function caseReview(review, showPlace) {
  if (!review) {
    return el('section', { class: 'review' }, el('h2', null, 'Derived from the record'),
      el('p', { class: 'empty' }, 'Find trials, or check only, to see what follows from the record.'));
  }
  const entries = derivedEntries(review);
  return el('section', { class: 'review' }, el('h2', null, 'Derived from the record'),
    entries.length ? el('dl', { class: 'derived-list' }, entries.map(([name, entry]) => derivedItem(name, entry, showPlace)))
      : el('p', { class: 'empty' }, 'Nothing was derived.'));
}
