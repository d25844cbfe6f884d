// A small form that asks for a reason before something is done.
import { el, freshId } from './dom.js';

/** reasonForm({label, button, onreason, needed, fields}): `fields` stand before the reason. */
export function reasonForm({ label, button, onreason, needed = true, fields = [], value = '' }) {
  const id = freshId('reason');
  const input = el('input', { id, autocomplete: 'off', required: needed, value });
  return el('form', { class: 'reason-form', onsubmit: (event) => {
    event.preventDefault();
    if (needed && !input.value.trim()) {
      input.focus();
      return;
    }
    onreason(input.value.trim());
  } }, fields, el('div', { class: 'filter is-words' }, el('label', { for: id }, label), input), el('button', { type: 'submit', class: 'quiet' }, button));
}
