// Pieces that several of the maintainers' views share.
import { el, icon } from './dom.js';
import { plain } from './words.js';

const STATES = {
  reviewed: { words: 'Reviewed', icon: 'met', class: 'state-met' },
  draft: { words: 'Draft', icon: 'judgement', class: 'state-judgement' },
  changed: { words: 'Record changed', icon: 'unknown', class: 'state-unknown' },
  new: { words: 'New record', icon: 'later', class: 'state-later' },
};

export function stateSign(state) {
  const known = STATES[state] ?? { words: plain(state), icon: 'unknown', class: '' };
  return el('span', { class: `state ${known.class}` }, icon(known.icon), known.words);
}

export const stateWords = (state) => STATES[state]?.words ?? plain(state);

export const stampWords = ({ by, at, why }) => `${by}, ${at.replace('T', ' ').replace('Z', ' UTC')}: ${why}`;

export const draftLink = (id, ...words) => el('a', { href: `#draft/${encodeURIComponent(id)}` }, words.length ? words : id);

/** Before and after, told apart by words and signs, not by colour alone. */
export function changeList(changes) {
  return el('ul', { class: 'changes' }, changes.map(({ where, before, after }) => el('li', null,
    el('code', null, where || 'the whole file'),
    el('del', null, el('span', { class: 'unseen' }, 'before: '), before), el('ins', null, el('span', { class: 'unseen' }, 'after: '), after))));
}

/** The changes of a step, as the API tells them. */
export function stepList(step) {
  if (!step?.changes?.length) return el('p', { class: 'empty' }, 'No change that a match would see.');
  return changeList(step.changes.map((each) => ({
    where: [each.trial, plain(each.change), each.criterion ?? each.site].filter(Boolean).join(' '),
    before: each.before ?? 'nothing', after: each.after ?? 'nothing' })));
}

/** Problems with their places; `go` leads to a place, where the view knows how. */
export function problemList(problems, go) {
  if (!problems.length) return el('p', { class: 'empty' }, 'None.');
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return el('ul', { class: 'problem-list' }, sorted.map((problem) => {
    const warning = problem.severity === 'warning';
    return el('li', { class: `problem ${warning ? 'is-warning' : 'is-error'}` }, icon(warning ? 'warning' : 'not_met', warning ? 'Warning' : 'Error'),
      el('div', null,
        go ? el('button', { type: 'button', class: 'place', onclick: () => go(problem.where) }, problem.where || 'the whole file') : el('code', null, problem.where),
        el('pre', { class: 'told' }, problem.message), problem.hint ? el('p', { class: 'hint' }, problem.hint) : null));
  }));
}

/** A sentence that must be given before a button works. */
export function reasonField(id, label) {
  const input = el('input', { id, type: 'text', maxlength: 400, required: true, autocomplete: 'off' });
  return { input, node: el('div', { class: 'reason' }, el('label', { for: id }, label), input) };
}

/** True when there is a reason; else the field says so. */
export function hasReason(input) {
  const given = input.value.trim() !== '';
  input.setAttribute('aria-invalid', String(!given));
  if (!given) input.focus();
  return given;
}
