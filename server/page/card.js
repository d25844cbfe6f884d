// One trial in the ranked list: what it is, whether it fits, where, and the first thing in the way.
import { completenessNote, freshnessChip, tally, targetTags, verdictChip } from './chips.js';
import { el, icon, unseen } from './dom.js';
import { scoreFold } from './score.js';
import { centresOf, distanceWords, placeWords, siteChip, statusDateWords } from './sites.js';
import { count, countsAs, plain, sentence } from './words.js';

const inState = (answer, state) => (answer.criteria ?? []).filter((each) => countsAs(each) === state);

/** The facts that unknown criteria wait for, each once. */
export function waitedFor(answer) {
  const facts = inState(answer, 'unknown').flatMap(({ causes }) => causes ?? []).map(({ fact }) => fact).filter(Boolean);
  return [...new Set(facts)];
}

function listed(facts) {
  const shown = facts.slice(0, 4).map(plain).join(', ');
  return facts.length > 4 ? `${shown} and ${facts.length - 4} more` : shown;
}

/** The first thing to know about the verdict, in a line. Null when all is met. */
export function reasonLine(answer) {
  // What fails in one slot only is no reason while another slot fits.
  const fits = answer.verdict === 'eligible' || answer.verdict === 'potentially_eligible';
  const failing = fits ? [] : inState(answer, 'not_met');
  if (failing.length) {
    const more = failing.length > 1 ? ` (and ${failing.length - 1} more)` : '';
    return [el('strong', null, answer.verdict === 'eligible_later' ? 'Waits for: ' : 'Fails: '),
      sentence(failing[0].why) || failing[0].says, more];
  }
  const facts = waitedFor(answer);
  if (facts.length) return [el('strong', null, 'To learn: '), listed(facts)];
  const unknown = inState(answer, 'unknown').length;
  if (unknown) return [el('strong', null, 'Not known: '), count(unknown, 'criterion', 'criteria')];
  const judged = inState(answer, 'judgement').length;
  return judged ? [el('strong', null, 'To confirm: '), count(judged, 'judgement')] : null;
}

function siteLine(answer) {
  const sites = centresOf(answer);
  if (!sites.length) return el('p', { class: 'site' }, icon('place'), 'No centre recorded');
  const [first] = sites;
  const other = sites.length > 1 ? `, and ${count(sites.length - 1, 'more centre')}` : '';
  return el('p', { class: 'site' }, icon('place'),
    el('span', null, el('strong', null, first.name), `, ${placeWords(first)}, ${distanceWords(first.distance)}, ${statusDateWords(first.asOf)}${other}`));
}

export function card(answer, selected) {
  const reason = reasonLine(answer);
  return el('li', { class: `card is-${answer.verdict}${selected ? ' is-selected' : ''}`, 'data-trial': answer.trial },
    el('div', { class: 'rank' }, unseen('Rank '), String(answer.rank ?? '')),
    el('div', { class: 'card-body' },
      el('h3', null, el('a', { href: `#trials/${encodeURIComponent(answer.trial)}`, class: 'card-link', 'aria-current': selected ? 'true' : null },
        answer.title ?? answer.trial)),
      el('p', { class: 'card-chips' }, verdictChip(answer), siteChip(answer.recruiting)),
      el('p', { class: 'card-id' }, el('span', { class: 'code' }, answer.trial), targetTags(answer.targets)),
      reason ? el('p', { class: 'reason' }, reason) : null,
      tally(answer.criteria),
      completenessNote(answer.completeness),
      siteLine(answer),
      el('div', { class: 'card-foot' }, scoreFold(answer), freshnessChip(answer.freshness))));
}
