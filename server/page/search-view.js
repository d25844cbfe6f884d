// Words to records: trials, centres, products and treatment approaches of the whole catalogue, with or without a case.
import { announce } from './announce.js';
import { ApiError, completions, search } from './api.js';
import { byId, el, fill } from './dom.js';
import { facetBlock } from './search-facets.js';
import { resultItem } from './search-results.js';
import { searchBox } from './search-box.js';
import { count } from './words.js';

const PAGE = 20;
const parts = {};
let asked = { words: '', facets: {}, open: false }; // what the results below belong to
let shown = [];
let turn = 0; // answers that come late are dropped

function paintHead(answer) {
  fill(parts.summary, el('strong', { id: 'search-total' }, answer.total ? count(answer.total, 'record') : 'Nothing found'),
    answer.widened ? el('span', { class: 'aside' }, 'none holds all of the words; these hold some') : null,
    answer.did_you_mean ? el('button', { type: 'button', class: 'quiet', id: 'did-you-mean', onclick: () => run({ ...asked, words: answer.did_you_mean }) },
      'Did you mean ', el('strong', null, answer.did_you_mean), '?') : null);
}

function paintResults(answer) {
  fill(parts.list, shown.map(resultItem));
  fill(parts.more, shown.length < answer.total
    ? el('button', { type: 'button', class: 'quiet', id: 'search-more', onclick: () => more() }, `Show more (${shown.length} of ${answer.total})`) : null);
}

function paintFacets(answer) {
  const open = el('input', { type: 'checkbox', id: 'search-open', onchange: (event) => run({ ...asked, open: event.target.checked }) });
  open.checked = asked.open;
  fill(parts.facets, el('h2', null, 'Narrow'), el('div', { class: 'filter is-tick' }, open, el('label', { for: 'search-open' }, 'Open now')),
    facetBlock(answer.facets, asked.facets, (facets) => run({ ...asked, facets })));
}

function paintFailure(error) {
  const hints = error instanceof ApiError ? error.problems.map(({ message, hint }) => el('li', null, message, hint ? ` (${hint})` : '')) : [];
  fill(parts.summary, el('div', { class: 'failure', role: 'alert' }, error.message, hints.length ? el('ul', null, hints) : null));
  fill(parts.list);
  fill(parts.more);
  fill(parts.facets);
}

async function fetchPage(skip) {
  turn += 1;
  const mine = turn;
  try {
    const answer = await search({ ...asked, skip, top: PAGE });
    return mine === turn ? answer : null;
  } catch (error) {
    if (mine === turn) paintFailure(error);
    return null;
  }
}

/** Keeps the reader's place: the control that was used is there again after the repaint. */
function keepFocus(paint) {
  const { id } = document.activeElement ?? {};
  paint();
  if (id && document.activeElement?.id !== id) byId(id)?.focus();
}

async function run(question) {
  asked = question;
  parts.box.setWords(asked.words);
  const answer = await fetchPage(0);
  if (!answer) return;
  shown = answer.results;
  keepFocus(() => {
    paintHead(answer);
    paintResults(answer);
    paintFacets(answer);
  });
  parts.panes.hidden = false;
  announce(answer.total ? `${count(answer.total, 'record')} found.` : 'Nothing found.');
}

async function more() {
  const answer = await fetchPage(shown.length);
  if (!answer) return;
  const first = shown.length;
  shown = [...shown, ...answer.results];
  paintResults(answer);
  parts.list.children[first]?.querySelector('summary')?.focus();
}

export function mountSearch(view) {
  parts.box = searchBox({ label: 'Words', offer: completions, onsearch: (words) => run({ words, facets: {}, open: asked.open }) });
  parts.summary = el('p', { class: 'search-summary' });
  parts.list = el('ol', { class: 'results', id: 'results' });
  parts.more = el('p');
  parts.facets = el('aside', { class: 'facets', 'aria-label': 'Narrow the results' });
  parts.panes = el('div', { class: 'search-panes', hidden: true }, el('div', null, parts.list, parts.more), parts.facets);
  fill(view, el('h1', { id: 'search-heading' }, 'Search'),
    el('p', { class: 'hint' }, 'Trials, centres, products and treatment approaches by any name, brand, code or Chinese name. The words go to this server only and are not kept.'),
    parts.box.node, parts.summary, parts.panes);
}

/** Puts the reader into the field. */
export const enterSearch = () => parts.box.input.focus();
