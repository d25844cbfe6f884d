// The ranked list and, beside it, one trial in detail.
import { findTrials } from './actions.js';
import { unlockList } from './ask-view.js';
import { card } from './card.js';
import { detail } from './detail.js';
import { el, fill } from './dom.js';
import { clearFilters, filterBar, shownAnswers } from './filters.js';
import { headFacts, pictures } from './pattern.js';
import { change, get, watch } from './store.js';
import { verdictOf } from './words.js';

// Cards of a verdict drawn at first: hundreds at once are slow to draw and to listen to.
const AT_FIRST = 40;

const parts = {};
const unfolded = new Set(); // verdicts whose cards are all drawn
let bar = null;

function groupsOf(answers) {
  const groups = [];
  answers.forEach((answer) => {
    if (groups.at(-1)?.verdict !== answer.verdict) groups.push({ verdict: answer.verdict, answers: [] });
    groups.at(-1).answers.push(answer);
  });
  return groups;
}

function groupBlock({ verdict, answers }) {
  const all = get('answer').answers.filter((each) => each.verdict === verdict).length;
  const shown = answers.length === all ? String(all) : `${answers.length} of ${all}`;
  return el('section', { class: 'group' },
    el('h2', null, verdictOf(verdict).words, el('span', { class: 'tally' }, shown)),
    el('ol', { class: 'cards' }, drawn(verdict, answers).map((answer) => card(answer, answer.trial === get('selected')))),
    moreButton(verdict, answers));
}

const isFolded = (verdict, answers) => !unfolded.has(verdict) && answers.length > AT_FIRST
  && answers.findIndex(({ trial }) => trial === get('selected')) < AT_FIRST;

const drawn = (verdict, answers) => (isFolded(verdict, answers) ? answers.slice(0, AT_FIRST) : answers);

function unfold(verdict, next) {
  unfolded.add(verdict);
  paintList();
  linkOf(next)?.focus();
}

function moreButton(verdict, answers) {
  if (!isFolded(verdict, answers)) return null;
  return el('button', { type: 'button', class: 'quiet more', onclick: () => unfold(verdict, answers[AT_FIRST].trial) },
    `Show the other ${answers.length - AT_FIRST}`);
}

function paintList() {
  if (!get('answer')) return;
  const shown = shownAnswers();
  fill(parts.list, shown.length ? groupsOf(shown).map(groupBlock)
    : el('p', { class: 'empty' }, 'No trial passes these filters. ', el('button', { type: 'button', class: 'quiet', onclick: clearFilters }, 'Show all')));
  bar?.refresh();
}

function outdatedBanner() {
  return el('p', { class: 'outdated' }, 'The case changed after this match. ',
    el('button', { type: 'button', class: 'primary', onclick: () => findTrials({ stay: true }) }, 'Match again'));
}

function paintFrame() {
  const answer = get('answer');
  bar = answer ? filterBar() : null;
  fill(parts.head,
    el('div', { class: 'trials-title' }, el('h1', { id: 'trials-heading' }, 'Trials', answer ? el('span', { class: 'aside' }, `for case ${answer.patient ?? 'without id'}`) : null),
    answer ? headFacts(get('profile') ?? {}, get('asOf')) : null),
    answer ? null : el('p', { class: 'empty' }, 'No match yet. ', el('a', { href: '#case' }, 'Load a case'), ' first.'),
    bar?.node);
  parts.panes.hidden = !answer;
  paintList();
}

const selectedAnswer = () => get('answer')?.answers.find(({ trial }) => trial === get('selected')) ?? null;

function markSelected() {
  parts.list.querySelectorAll('.card').forEach((node) => {
    const chosen = node.dataset.trial === get('selected');
    node.classList.toggle('is-selected', chosen);
    const link = node.querySelector('.card-link');
    if (chosen) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
}

/** Beside the list while no trial is open: what would help most, and the case as a picture. */
function overview() {
  return el('div', { class: 'overview' },
    el('h2', { tabindex: '-1' }, 'At a glance'),
    el('p', { class: 'hint' }, 'Choose a trial to see every criterion with its state, reason and source.'),
    el('h3', null, 'What to ask for next'), unlockList(get('answer'), true, 4),
    pictures(get('profile') ?? {}, get('asOf')));
}

function paintDetail() {
  const answer = selectedAnswer();
  parts.view.classList.toggle('has-detail', answer !== null);
  fill(parts.detail, answer ? detail(answer, closeTrial) : get('answer') ? overview() : null);
  parts.detail.scrollTop = 0;
  markSelected();
}

export const linkOf = (trial) => [...document.querySelectorAll('.card-link')].find((link) => link.closest('.card').dataset.trial === trial);

export const openTrial = (trial) => change({ view: 'trials', selected: trial });

export function closeTrial() {
  const trial = get('selected');
  change({ selected: null });
  linkOf(trial)?.focus();
}

/** Opens the trial and puts the reader at its heading. */
export function enterTrial(trial) {
  openTrial(trial);
  parts.detail.querySelector('h2')?.focus();
}

// A click anywhere on a card opens it; controls inside keep their own work.
function clickCard(event) {
  const node = event.target.closest('.card');
  if (!node || event.target.closest('summary, details, button') || event.ctrlKey || event.metaKey || window.getSelection().toString()) return;
  event.preventDefault();
  enterTrial(node.dataset.trial);
}

export function mountTrials(view) {
  parts.view = view;
  parts.head = el('div', { class: 'trials-head' });
  parts.banner = el('div');
  parts.list = el('div', { class: 'ranked', id: 'ranked' });
  parts.detail = el('aside', { class: 'detail', id: 'detail', 'aria-label': 'Trial in detail', tabindex: '0' });
  parts.list.addEventListener('click', clickCard);
  parts.panes = el('div', { class: 'panes', hidden: true }, parts.list, parts.detail);
  fill(view, parts.head, parts.banner, parts.panes);
  watch(['answer'], () => unfolded.clear());
  watch(['answer', 'centres', 'trials'], () => { paintFrame(); paintDetail(); });
  watch(['filters'], paintList);
  watch(['selected'], () => {
    if (get('selected') && !linkOf(get('selected'))) paintList();
    paintDetail();
  });
  watch(['openCase'], paintDetail);
  watch(['outdated'], () => fill(parts.banner, get('outdated') ? outdatedBanner() : null));
  paintFrame();
}
