// The maintainers' page starts here: the address names the view, each view asks the server afresh.
import { ApiError, useToken } from './api.js';
import { byId, el, fill } from './dom.js';
import * as api from './maintain-api.js';
import { coverageView } from './maintain-coverage.js';
import { draftView } from './maintain-draft.js';
import { freshnessView } from './maintain-freshness.js';
import { publishView } from './maintain-publish.js';
import { queueView } from './maintain-queue.js';
import { revisionsView } from './maintain-revisions.js';

const VIEWS = {
  queue: { title: 'Queue', build: queueView },
  draft: { title: 'Draft', build: draftView },
  publish: { title: 'Publish', build: publishView },
  revisions: { title: 'Revisions', build: revisionsView },
  freshness: { title: 'Freshness', build: freshnessView },
  coverage: { title: 'Coverage', build: coverageView },
};

let leaving = null; // asks before unsaved words are left behind
let shown = '';

function address() {
  const [view, argument] = location.hash.slice(1).split('/');
  return VIEWS[view] ? { view, argument: argument ? decodeURIComponent(argument) : '' } : { view: 'queue', argument: '' };
}

function showFailure(error) {
  const locked = error instanceof ApiError && error.status === 401;
  const input = el('input', { id: 'token', type: 'password', autocomplete: 'off' });
  const unlock = (event) => {
    event.preventDefault();
    useToken(input.value);
    show();
  };
  fill(byId('failure'), el('div', { class: 'failure' }, error.message, ' ',
    locked ? el('form', { class: 'token', onsubmit: unlock }, el('label', { for: 'token' }, 'Token of a maintainer'), input,
      el('button', { type: 'submit', class: 'primary' }, 'Go on')) : null,
    (error.problems ?? []).map(({ where, message, hint }) => el('p', null, where ? `${where}: ` : '', message, hint ? ` (${hint})` : ''))));
}

async function paintTallies() {
  const { entries, revision } = await api.queue();
  byId('tally-queue').textContent = String(entries.length);
  byId('tally-reviewed').textContent = String(entries.filter(({ state }) => state === 'reviewed').length);
  byId('stamp').textContent = `Published: revision ${revision}`;
}

async function show() {
  const { view, argument } = address();
  shown = location.hash;
  document.querySelectorAll('.views a').forEach((link) => {
    if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  document.title = `${argument || VIEWS[view].title} – Maintain – Cartwright`;
  document.body.classList.add('is-busy');
  try {
    fill(byId('failure'));
    leaving = null;
    const node = await VIEWS[view].build({ argument, onLeave: (asks) => { leaving = asks; }, changed: paintTallies });
    fill(byId('view'), node);
    await paintTallies();
  } catch (error) {
    showFailure(error);
  } finally {
    document.body.classList.remove('is-busy');
  }
}

function onAddress() {
  if (location.hash === shown) return;
  if (leaving?.() && !window.confirm('Leave the draft without saving what you changed?')) {
    history.replaceState(null, '', shown || '#queue');
    return;
  }
  show().then(() => byId('main').focus());
}

window.addEventListener('hashchange', onAddress);
window.addEventListener('beforeunload', (event) => { if (leaving?.()) event.preventDefault(); });
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
show();
api.me().then(({ name }) => { byId('who').textContent = `You act as ${name}`; }).catch(() => {});
