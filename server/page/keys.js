// The keyboard: / finds, arrows move in the list, Escape closes.
import { byId } from './dom.js';
import { enterSearch } from './search-view.js';
import { change, get } from './store.js';
import { closeTrial, openTrial } from './trials-view.js';

const isTyping = (node) => node.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

function focusWords(event) {
  event.preventDefault();
  if (!get('answer') || get('view') === 'search') {
    change({ view: 'search' });
    enterSearch();
    return;
  }
  change({ view: 'trials' });
  byId('filter-words').focus();
}

// Where a key leads, from place `i` of `last + 1` cards.
const MOVES = {
  ArrowDown: (i, last) => Math.min(i + 1, last),
  ArrowUp: (i) => Math.max(i - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

function moveInList(event) {
  const links = [...document.querySelectorAll('#ranked .card-link')];
  const at = links.indexOf(event.target);
  if (at < 0 || !links.length) return;
  event.preventDefault();
  const next = links[MOVES[event.key](at, links.length - 1)];
  next.focus();
  next.closest('.card').scrollIntoView({ block: 'nearest' });
  // With a trial open beside the list, the detail follows; the focus stays in the list.
  if (get('selected')) openTrial(next.closest('.card').dataset.trial);
}

function leaveWords(event) {
  const first = document.querySelector('#ranked .card-link');
  if (!first) return;
  event.preventDefault();
  first.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !isTyping(event.target)) focusWords(event);
  else if (event.key === 'ArrowDown' && event.target.id === 'filter-words') leaveWords(event);
  else if (event.key === 'Escape' && get('view') === 'trials' && get('selected') && event.target.id !== 'filter-words') closeTrial();
  else if (event.key in MOVES) moveInList(event);
}

export function mountKeys() {
  document.addEventListener('keydown', onKey);
}

