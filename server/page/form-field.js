// One field of the form: a control that reads and writes one place of the profile.
// What cannot be read is stored as it was typed, so that the server names it: field and profile never differ.
import { el, freshId } from './dom.js';
import { isDate } from './dates.js';
import { capital, plain } from './words.js';

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

function readNumber(text) {
  const number = Number(text);
  return text !== '' && Number.isFinite(number) ? number : text;
}

function readNumbers(text) {
  const parts = text.split(/[x×*,;\s]+/i).filter(Boolean).map(Number);
  return parts.length && parts.every(Number.isFinite) ? parts : text;
}

const readWords = (text) => text.split(/[,;，；、]/).map((word) => word.trim()).filter(Boolean);

// type -> how a value is shown, how typed text is read, and what is said when it cannot be read
const KINDS = {
  text: { show: asText, read: (text) => text },
  number: { show: asText, read: readNumber, mode: 'decimal', wrong: 'Write a number, with a point for decimals.' },
  numbers: {
    show: (value) => (Array.isArray(value) ? value.join(' × ') : asText(value)), read: readNumbers, mode: 'decimal', hint: '42 × 30',
    wrong: 'Write numbers, such as 42 × 30.',
  },
  words: { show: (value) => (Array.isArray(value) ? value.map(asText).join(', ') : asText(value)), read: readWords },
  date: { show: asText, read: (text) => text, hint: 'YYYY-MM-DD', wrong: 'Write YYYY, YYYY-MM or YYYY-MM-DD.' },
};

function isWrong(type, value) {
  if (value === undefined || value === null) return false;
  if (type === 'number') return typeof value !== 'number';
  if (type === 'numbers') return !Array.isArray(value);
  if (type === 'date') return !isDate(value);
  return false;
}

function typedControl(spec, place, id) {
  const kind = KINDS[spec.type];
  const value = place.read(spec.key);
  const input = el('input', {
    id, type: 'text', autocomplete: 'off', spellcheck: 'false', inputmode: kind.mode ?? null, placeholder: kind.hint ?? null,
    list: spec.list ? `list-${spec.list}` : null, value: value === undefined || value === null ? '' : kind.show(value),
  });
  const wrong = el('span', { class: 'field-problem', id: `${id}-wrong`, hidden: true }, kind.wrong ?? '');
  const judge = () => {
    const bad = isWrong(spec.type, place.read(spec.key));
    wrong.hidden = !bad;
    input.toggleAttribute('aria-invalid', bad);
    if (bad) input.setAttribute('aria-invalid', 'true');
  };
  if (kind.wrong) input.setAttribute('aria-describedby', wrong.id);
  input.addEventListener('input', () => {
    const text = input.value.trim();
    place.write(spec.key, text === '' ? undefined : kind.read(text));
  });
  input.addEventListener('change', judge);
  judge();
  return [input, kind.wrong ? wrong : null];
}

function select(id, options, current, onchange) {
  return el('select', { id, onchange: (event) => onchange(event.target.value) },
    options.map(([value, words]) => el('option', { value, selected: value === current }, words)));
}

function choiceControl(spec, place, id) {
  const value = place.read(spec.key);
  const current = value === undefined || value === null ? '' : asText(value);
  const known = current === '' || spec.choices.includes(current) ? spec.choices : [...spec.choices, current];
  const options = [['', 'not known'], ...known.map((each) => [each, capital(plain(each))])];
  return [select(id, options, current, (chosen) => place.write(spec.key, chosen === '' ? undefined : chosen))];
}

function yesNoControl(spec, place, id) {
  const value = place.read(spec.key);
  const current = value === true ? 'yes' : value === false ? 'no' : '';
  const options = [['', 'not known'], ['yes', 'Yes'], ['no', 'No']];
  return [select(id, options, current, (chosen) => place.write(spec.key, chosen === '' ? undefined : chosen === 'yes'))];
}

const CONTROLS = { choice: choiceControl, 'yes-no': yesNoControl };

/** `place` reads and writes by key and tells the path of a key. */
export function field(spec, place) {
  const id = freshId('field');
  const controls = (CONTROLS[spec.type] ?? typedControl)(spec, place, id);
  controls[0].dataset.path = place.pathOf(spec.key);
  controls[0].dataset.key = spec.key;
  return el('div', { class: `field field-${spec.type}${spec.wide ? ' is-wide' : ''}` }, el('label', { for: id }, spec.label), controls);
}

/** "This list is whole": true, or since a date. Other keys beside the date are kept. */
export function completeField({ path, label, since }, place) {
  const id = freshId('complete');
  const held = () => place.read(path);
  const isSince = () => held() !== null && typeof held() === 'object';
  const box = el('input', { id, type: 'checkbox' });
  box.checked = held() === true || isSince();
  box.dataset.path = path;
  const from = since ? el('input', { id: `${id}-since`, type: 'text', autocomplete: 'off', placeholder: 'YYYY-MM-DD' }) : null;
  if (from) {
    from.value = isSince() ? held().since ?? '' : '';
    from.disabled = !box.checked;
    from.addEventListener('input', () => {
      const text = from.value.trim();
      place.write(path, text === '' ? true : { ...(isSince() ? held() : {}), since: text });
    });
  }
  box.addEventListener('change', () => {
    if (from) {
      from.disabled = !box.checked;
      from.value = '';
    }
    place.write(path, box.checked ? true : undefined);
  });
  return el('div', { class: 'complete' },
    el('div', { class: 'tick' }, box, el('label', { for: id }, label)),
    from ? el('div', { class: 'field field-date' }, el('label', { for: `${id}-since` }, since), from) : null);
}
