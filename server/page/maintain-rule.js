// The editor of one rule: checked while it is written, the error shown where it stands.
import { el, fill } from './dom.js';
import * as api from './maintain-api.js';

const PAUSE = 300;

/** "1:14" as a place in the text: lines and columns begin at 1, columns count bytes as the checker does. */
function placeOf(text, where) {
  const [line, column] = where.split(':').map(Number);
  if (!line || !column) return 0;
  const lines = text.split('\n').slice(0, line);
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const bytes = new TextEncoder().encode(lines[line - 1] ?? '').subarray(0, column - 1);
  return before + new TextDecoder().decode(bytes).length;
}

/** {node, input}; `changed(text)` is called at every change. */
export function ruleEditor(id, label, text, changed) {
  const told = el('div', { class: 'rule-told', id: `${id}-told`, role: 'status' });
  const input = el('textarea', { id, class: 'rule', rows: Math.min(8, 1 + Math.floor(text.length / 60)), spellcheck: 'false', autocapitalize: 'off',
    'aria-describedby': `${id}-told`, value: text });
  let timer = 0;
  let latest = 0;

  function paint({ problems, canonical }) {
    input.setAttribute('aria-invalid', String(problems.length > 0));
    const goTo = (where) => {
      const at = placeOf(input.value, where);
      input.focus();
      input.setSelectionRange(at, Math.min(at + 1, input.value.length));
    };
    fill(told, problems.map(({ where, message, hint }) => el('div', { class: 'rule-problem' },
      el('button', { type: 'button', class: 'place', onclick: () => goTo(where) }, `line ${where.replace(':', ', column ')}`),
      el('pre', { class: 'told' }, message), hint ? el('p', { class: 'hint' }, hint) : null)),
    !problems.length && canonical && canonical !== input.value
      ? el('p', { class: 'hint' }, 'Canonical: ', el('code', null, canonical)) : null);
  }

  async function check() {
    latest += 1;
    const mine = latest;
    try {
      const found = await api.checkRule(input.value);
      if (mine === latest) paint(found);
    } catch (error) {
      fill(told, el('p', { class: 'field-problem' }, error.message));
    }
  }
  input.addEventListener('input', () => {
    changed(input.value);
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  return { input, check, node: el('div', { class: 'field' }, el('label', { for: id }, label), input, told) };
}
