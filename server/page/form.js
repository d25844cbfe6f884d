// The short form: one of two views of the profile. Empty means not known.
import { editProfile } from './actions.js';
import { el, fill, icon } from './dom.js';
import { completeField, field } from './form-field.js';
import { DATALISTS, SECTIONS } from './form-spec.js';
import { getAt, removeAt, setAt } from './paths.js';
import { get, watch } from './store.js';
import { capital, count, country } from './words.js';

let editing = false; // true while the form itself changes the profile
const opened = new Map(); // section id -> open, kept over repaints

function edit(change) {
  editing = true;
  try {
    editProfile(change);
  } finally {
    editing = false;
  }
}

function writeAt(path, value) {
  edit((profile) => (value === undefined ? removeAt(profile, path) : setAt(profile, path, value)));
}

// A place that is always there.
const fixedPlace = {
  read: (key) => getAt(get('profile'), key),
  write: writeAt,
  pathOf: (key) => key,
};

// A row of a list. A row that is not yet in the profile enters it with its first value.
class RowPlace {
  constructor(listPath, index, template) {
    Object.assign(this, { listPath, index, template });
  }

  get base() {
    return `${this.listPath}[${this.index}]`;
  }

  pathOf(key) {
    return this.index === null ? '' : `${this.base}.${key}`;
  }

  read(key) {
    return this.index === null ? this.template[key] : getAt(get('profile'), this.pathOf(key));
  }

  write(key, value) {
    if (this.index === null) {
      if (value === undefined) return;
      this.enter();
    }
    writeAt(this.pathOf(key), value);
  }

  enter() {
    const held = getAt(get('profile'), this.listPath);
    this.index = Array.isArray(held) ? held.length : 0;
    edit((profile) => setAt(profile, this.base, { ...this.template }));
    this.row?.classList.remove('is-ready');
    this.row?.querySelectorAll('[data-key]').forEach((input) => { input.dataset.path = this.pathOf(input.dataset.key); });
  }
}

const holds = (item, template) => Object.entries(template).every(([key, value]) => item?.[key] === value);

function rowsOf(list) {
  const held = getAt(get('profile'), list.path);
  const items = Array.isArray(held) ? held : [];
  const ready = list.templates.filter((template) => !items.some((item) => holds(item, template)));
  return [
    ...items.map((_, index) => new RowPlace(list.path, index, {})),
    ...ready.map((template) => new RowPlace(list.path, null, template)),
  ];
}

function removeRow(list, place, holder) {
  if (place.index === null) return place.row.remove();
  edit((profile) => getAt(profile, list.path).splice(place.index, 1));
  paintList(list, holder);
  return holder.querySelector('.add').focus();
}

function rowTitle(list, place, number) {
  const item = place.index === null ? place.template : getAt(get('profile'), place.base) ?? {};
  const name = item.regimen ?? item.site ?? item.test ?? item.antigen ?? item.scale ?? item.type ?? (item.agents ?? [])[0];
  return `${capital(list.item)} ${number}${typeof name === 'string' ? `: ${name}` : ''}`;
}

function row(list, place, number, holder) {
  const title = rowTitle(list, place, number);
  place.row = el('fieldset', { class: `row${place.index === null ? ' is-ready' : ''}` },
    el('legend', null, title),
    list.fields.map((spec) => field(spec, place)),
    el('button', { type: 'button', class: 'quiet remove', title: 'Remove', 'aria-label': `Remove ${title}`,
      onclick: () => removeRow(list, place, holder) }, icon('close')));
  return place.row;
}

function paintList(list, holder) {
  const rows = el('div', { class: 'rows' });
  rowsOf(list).forEach((place, i) => rows.append(row(list, place, i + 1, holder)));
  const add = el('button', { type: 'button', class: 'quiet with-icon add', onclick: () => {
    const place = new RowPlace(list.path, null, {});
    rows.append(row(list, place, rows.children.length + 1, holder));
    rows.lastChild.querySelector('input, select').focus();
  } }, icon('plus'), `Add a ${list.item}`.replace('a antigen', 'an antigen'));
  fill(holder, rows, add);
}

function listBlock(list) {
  const holder = el('div', { class: `list${list.compact ? ' is-compact' : ''} list-${list.path.split('.').pop()}` });
  paintList(list, holder);
  return holder;
}

function sectionNote(section) {
  const recorded = (section.lists ?? []).map((list) => {
    const items = getAt(get('profile'), list.path);
    return Array.isArray(items) && items.length ? count(items.length, list.item, `${list.item}s`.replace('therapys', 'therapies')) : null;
  }).filter(Boolean);
  const whole = section.complete && getAt(get('profile'), section.complete.path) ? ['complete'] : [];
  return [...(recorded.length ? recorded : ['not recorded']), ...whole].join(', ');
}

function sectionBlock(section) {
  const block = el('details', { class: 'section', open: opened.get(section.id) ?? section.id === 'person' },
    el('summary', null, el('span', null, section.title), el('span', { class: 'summary-note' }, sectionNote(section))),
    section.fields ? el('div', { class: 'fields' }, section.fields.map((spec) => field(spec, fixedPlace))) : null,
    (section.lists ?? []).map(listBlock),
    section.complete ? completeField(section.complete, fixedPlace) : null);
  block.addEventListener('toggle', () => opened.set(section.id, block.open));
  return block;
}

function datalists() {
  return Object.entries(DATALISTS).map(([id, values]) => el('datalist', { id: `list-${id}` },
    values.map((value) => el('option', { value, label: id === 'countries' ? country(value) : null }))));
}

/** Opens every section, for a case that starts empty. */
export const openAllSections = () => SECTIONS.forEach(({ id }) => opened.set(id, true));

/** Paints the form into `holder` and keeps it in step with the profile. */
export function mountForm(holder) {
  const paint = () => {
    if (editing) return;
    const readable = get('profile') !== null;
    fill(holder, readable ? [datalists(), SECTIONS.map(sectionBlock)]
      : el('p', { class: 'empty' }, 'The JSON cannot be read yet, so the form has nothing to show. Mend it in the JSON view.'));
  };
  watch(['profile'], paint);
  paint();
}

/** Brings the field of a path, or the nearest one above it, into view. False when the form has none. */
export function focusField(holder, path) {
  for (let at = path; at; at = at.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, '')) {
    const found = [...holder.querySelectorAll('[data-path]')]
      .find(({ dataset }) => dataset.path === at || dataset.path.startsWith(`${at}.`) || dataset.path.startsWith(`${at}[`));
    if (found) {
      found.closest('details').open = true;
      found.scrollIntoView({ block: 'center' });
      found.focus();
      return true;
    }
  }
  return false;
}
