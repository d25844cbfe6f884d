// The page starts here: views, address, date, and what is known about the catalogue.
import { findTrials, loadCasebook, loadCatalogue, setAsOf, unlock } from './actions.js';
import { missingFacts, mountAsk } from './ask-view.js';
import { openStored } from './case-actions.js';
import { mountCase } from './case-view.js';
import { mountCases } from './cases-view.js';
import { addDays, isFullDate, sayDate, today } from './dates.js';
import { byId, el, fill } from './dom.js';
import { mountElse } from './else-view.js';
import { mountKeys } from './keys.js';
import { mountReport } from './report.js';
import { mountSearch } from './search-view.js';
import { change, get, watch } from './store.js';
import { mountTrials } from './trials-view.js';
import { count } from './words.js';

const VIEWS = ['cases', 'case', 'trials', 'ask', 'else', 'search'];
const TITLES = { cases: 'Open cases', case: 'Case', trials: 'Trials', ask: 'What to ask for next', else: 'Not a trial: what else', search: 'Search' };

function paintView() {
  VIEWS.forEach((view) => { byId(`view-${view}`).hidden = view !== get('view'); });
  document.querySelectorAll('.views a').forEach((link) => {
    if (link.dataset.view === get('view')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  document.title = `${TITLES[get('view')]} – Cartwright`;
}

// The address names the view, a public trial id or the opaque id of a case, never anything of the patient.
function addressOf() {
  const chosen = { trials: get('selected'), cases: get('openCase')?.case }[get('view')];
  return chosen ? `#${get('view')}/${encodeURIComponent(chosen)}` : `#${get('view')}`;
}

function writeAddress() {
  if (location.hash !== addressOf()) history.pushState(null, '', addressOf());
}

function readAddress() {
  const [view, trial] = location.hash.slice(1).split('/');
  if (!VIEWS.includes(view)) return;
  if (view === 'cases') {
    change({ view });
    if (trial && decodeURIComponent(trial) !== get('openCase')?.case) openStored(decodeURIComponent(trial));
    return;
  }
  const known = trial && get('answer')?.answers.some((answer) => answer.trial === decodeURIComponent(trial));
  const selected = known ? decodeURIComponent(trial) : view === 'trials' ? null : get('selected');
  if (view !== get('view') || selected !== get('selected')) change({ view, selected });
}

function paintTallies() {
  const answer = get('answer');
  byId('tally-trials').textContent = answer ? String(answer.answers.length) : '';
  byId('tally-cases').textContent = get('cases').length ? String(get('cases').filter(({ state }) => state === 'open').length) : '';
  byId('tally-ask').textContent = answer ? String(missingFacts(answer).length) : '';
  byId('tally-else').textContent = answer?.pathways ? String(answer.pathways.filter(({ state }) => state !== 'does_not_fit').length) : '';
}

function paintStamp() {
  const answer = get('answer');
  if (!answer) return;
  byId('notice').textContent = answer.notice ?? byId('notice').textContent;
  const { revision, trials, centres } = answer.catalogue ?? {};
  byId('stamp').textContent = `Cartwright ${answer.cartwright}, as of ${sayDate(answer.as_of)}, catalogue ${String(revision ?? 'without revision').slice(0, 19)}`
    + ` with ${count(trials ?? answer.answers.length, 'trial')}${centres === undefined ? '' : ` and ${count(centres, 'centre')}`}.`;
}

function takeDate(text) {
  const wrong = !isFullDate(text);
  byId('as-of-problem').hidden = !wrong;
  byId('as-of').setAttribute('aria-invalid', String(wrong));
  if (!wrong && text !== get('asOf')) setAsOf(text);
}

function mountDate() {
  const input = byId('as-of');
  input.value = get('asOf');
  input.addEventListener('change', () => takeDate(input.value.trim()));
  byId('as-of-form').addEventListener('submit', (event) => {
    event.preventDefault();
    takeDate(input.value.trim());
  });
  byId('as-of-today').addEventListener('click', () => takeDate(today()));
  byId('as-of-later').addEventListener('click', () => takeDate(addDays(get('asOf'), 28)));
  watch(['asOf'], () => { input.value = get('asOf'); });
}

function tokenForm() {
  const input = el('input', { id: 'token', type: 'password', autocomplete: 'off' });
  return el('form', { class: 'token', onsubmit: (event) => { event.preventDefault(); unlock(input.value); } },
    el('label', { for: 'token' }, 'Token of this server'), input, el('button', { type: 'submit', class: 'primary' }, 'Go on'));
}

function paintFailure() {
  const words = get('failure');
  fill(byId('failure'), words ? el('div', { class: 'failure' }, words, ' ',
    get('locked') ? tokenForm() : get('profile') ? el('button', { type: 'button', class: 'quiet', onclick: () => findTrials() }, 'Try again') : null) : null);
}

function warnUnsaved(event) {
  if (get('edited')) event.preventDefault();
}

function mount() {
  mountCases(byId('view-cases'));
  mountCase(byId('view-case'));
  mountTrials(byId('view-trials'));
  mountAsk(byId('view-ask'));
  mountElse(byId('view-else'));
  mountSearch(byId('view-search'));
  mountReport();
  mountKeys();
  mountDate();
  watch(['view'], paintView);
  watch(['view', 'selected', 'openCase'], writeAddress);
  watch(['answer', 'cases'], () => { paintTallies(); paintStamp(); });
  watch(['failure', 'locked'], paintFailure);
  watch(['busy'], () => document.body.classList.toggle('is-busy', get('busy')));
  window.addEventListener('hashchange', readAddress);
  window.addEventListener('beforeunload', warnUnsaved);
  byId('print').addEventListener('click', () => window.print());
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  readAddress();
  paintView();
  loadCatalogue();
  loadCasebook();
}

mount();
