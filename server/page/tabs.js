// Tabs as the ARIA practice describes them: arrows move, one panel is shown.
import { el } from './dom.js';

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** tabs(label, [{id, title, content}]) -> {node, show(id)} */
export function tabs(label, pages) {
  const buttons = pages.map(({ id, title }) => el('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}`,
    onclick: () => show(id) }, title));
  const panels = pages.map(({ id, content }) => el('div', { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` }, content));

  function show(id) {
    pages.forEach((page, i) => {
      const chosen = page.id === id;
      buttons[i].setAttribute('aria-selected', String(chosen));
      buttons[i].tabIndex = chosen ? 0 : -1;
      panels[i].hidden = !chosen;
    });
  }

  const strip = el('div', { role: 'tablist', 'aria-label': label, class: 'tabs' }, buttons);
  strip.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (buttons.indexOf(event.target) + step + buttons.length) % buttons.length;
    show(pages[next].id);
    buttons[next].focus();
  });
  show(pages[0].id);
  return { node: el('div', { class: 'tabbed' }, strip, panels), show };
}
