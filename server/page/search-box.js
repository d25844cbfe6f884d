// A field that offers names while somebody types: the ARIA practice of a combobox with a list.
import { announce } from './announce.js';
import { el, fill, freshId } from './dom.js';
import { count } from './words.js';

const PAUSE = 120; // ms without a key before names are asked for

/** searchBox({label, offer, onsearch}) -> {node, input}. `offer(typed)` resolves to [{text, records}]. */
export function searchBox({ label, offer, onsearch }) {
  const listId = freshId('offers');
  const input = el('input', {
    id: 'search-words', type: 'search', role: 'combobox', autocomplete: 'off', spellcheck: 'false', maxlength: '300', enterkeyhint: 'search',
    'aria-expanded': 'false', 'aria-controls': listId, 'aria-autocomplete': 'list', placeholder: 'drug, target, city, hospital, id …',
  });
  const list = el('ul', { id: listId, role: 'listbox', class: 'offers', 'aria-label': 'Names', hidden: true });
  let offers = [];
  let at = -1;
  let timer = 0;
  let asked = 0;

  function close() {
    asked += 1; // what is still under way comes too late
    clearTimeout(timer);
    offers = [];
    at = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function search(words) {
    input.value = words;
    close();
    onsearch(words.trim());
  }

  function mark(next) {
    at = next;
    [...list.children].forEach((node, i) => {
      node.setAttribute('aria-selected', String(i === at));
      if (i === at) node.scrollIntoView({ block: 'nearest' });
    });
    if (at < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.children[at].id);
  }

  function show(found) {
    offers = found;
    at = -1;
    fill(list, offers.map(({ text, records }, i) => el('li', {
      role: 'option', id: `${listId}-${i}`, 'aria-selected': 'false', onmousedown: (event) => event.preventDefault(), onclick: () => search(text),
    }, el('span', null, text), el('span', { class: 'tally' }, count(records, 'record')))));
    list.hidden = !offers.length;
    input.setAttribute('aria-expanded', String(offers.length > 0));
    if (offers.length) announce(`${count(offers.length, 'name')} offered. Arrow down chooses.`);
  }

  async function ask() {
    asked += 1;
    const mine = asked;
    const found = await offer(input.value.trim()).catch(() => []);
    if (mine === asked && document.activeElement === input) show(found);
  }

  function onkey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offers.length) {
      event.preventDefault();
      mark(((at + 1 + step + offers.length + 1) % (offers.length + 1)) - 1);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    if (input.value.trim()) timer = setTimeout(ask, PAUSE);
    else close();
  });
  input.addEventListener('keydown', onkey);
  input.addEventListener('blur', close);
  const node = el('form', { class: 'search-form', role: 'search', onsubmit: (event) => {
    event.preventDefault();
    search(at >= 0 ? offers[at].text : input.value);
  } }, el('label', { for: 'search-words' }, label), el('div', { class: 'search-field' }, input, list), el('button', { type: 'submit', class: 'primary' }, 'Search'));
  return { node, input, setWords: (words) => { input.value = words; } };
}
