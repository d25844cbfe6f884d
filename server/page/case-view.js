// The case: load a profile, see its problems, edit it as a form or as JSON, and see the patient's pattern.
import { checkOnly, editText, findTrials, loadFile, loadSample, loadText, markSaved, startEmpty } from './actions.js';
import { caseReview } from './case-review.js';
import { el, fill, icon } from './dom.js';
import { focusField, mountForm, openAllSections } from './form.js';
import { patternPicture } from './pattern.js';
import { problemPanel } from './problems.js';
import { investigationList, readinessPicture } from './readiness.js';
import { change, get, watch } from './store.js';
import { tabs } from './tabs.js';
import { count } from './words.js';

const parts = {};

function sampleCard(sample) {
  return el('li', null, el('button', { type: 'button', class: 'sample', 'data-sample': sample.id, onclick: () => loadSample(sample.id) },
    el('span', { class: 'sample-id' }, sample.id),
    el('strong', null, sample.title ?? sample.id),
    sample.summary ? el('span', null, sample.summary) : null));
}

function filePicker() {
  const input = el('input', { type: 'file', id: 'file', class: 'unseen', accept: '.json,application/json', tabindex: '-1', 'aria-label': 'Profile file' });
  input.addEventListener('change', () => {
    if (input.files[0]) loadFile(input.files[0]);
    input.value = '';
  });
  return [el('button', { type: 'button', class: 'way', onclick: () => input.click() }, icon('file'), el('strong', null, 'Open a file'),
    el('span', null, 'A profile saved as JSON, or drop it anywhere here')), input];
}

function openJson(text) {
  if (text !== undefined) loadText(text, 'pasted text');
  parts.tabs.show('json');
  parts.json.focus();
}

function ways() {
  return el('div', { class: 'ways' },
    filePicker(),
    el('button', { type: 'button', class: 'way', id: 'paste', onclick: () => {
      change({ profile: null, text: '', origin: 'pasted text', answer: null, review: null, readiness: null, investigations: null, problems: [], failure: null, selected: null, edited: true });
      openJson();
    } }, icon('paste'), el('strong', null, 'Paste JSON'), el('span', null, 'Every problem is listed with its place')),
    el('button', { type: 'button', class: 'way', id: 'start-form', onclick: () => {
      openAllSections();
      startEmpty();
      parts.tabs.show('form');
    } }, icon('form'), el('strong', null, 'Fill the short form'), el('span', null, 'What stays empty counts as not known')));
}

function loadPanel() {
  const samples = get('samples');
  const loaded = get('text') !== '' || get('origin') !== '';
  return el('details', { class: 'load', open: !loaded },
    el('summary', null, loaded ? 'Load another case' : 'Load a case'),
    ways(),
    samples.length ? [
      el('h3', null, 'Or look at a sample', el('span', { class: 'aside' }, 'synthetic patients, none of them real')),
      el('ul', { class: 'samples' }, samples.map(sampleCard)),
    ] : null);
}

function save() {
  const name = `${get('profile')?.id ?? 'case'}.patient.json`;
  const address = URL.createObjectURL(new Blob([get('text')], { type: 'application/json' }));
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  markSaved();
}

function caseBar() {
  const unsaved = get('edited') ? el('span', { class: 'unsaved' }, 'changed, not saved') : null;
  return [
    el('h1', { id: 'case-heading' }, 'Case ', el('span', { class: 'case-id' }, get('profile')?.id ?? 'without a readable profile'),
      el('span', { class: 'aside' }, `from ${get('origin')}`), unsaved),
    el('div', { class: 'case-actions' },
      el('button', { type: 'button', class: 'quiet with-icon', onclick: save }, icon('save'), 'Save the profile'),
      el('button', { type: 'button', class: 'quiet', id: 'check', onclick: () => checkOnly(get('text')) }, 'Check only'),
      el('button', { type: 'button', class: 'primary', id: 'find', onclick: () => findTrials() }, get('answer') ? 'Match again' : 'Find trials')),
  ];
}

function welcome() {
  const size = get('trials').size;
  return [el('div', { class: 'welcome' },
    el('h1', { id: 'case-heading' }, 'Which trials and centres fit this patient?'),
    el('p', null, 'Load a profile. Cartwright ranks ', size ? `all ${count(size, 'trial')}` : 'every trial', ' of the catalogue, ',
      'says why for each criterion, and names the record to ask for next. What is not recorded is never taken as a yes or a no.'))];
}

function showPlace(path) {
  change({ view: 'case' });
  if (get('profile')) {
    parts.tabs.show('form');
    if (focusField(parts.form, path)) return;
  }
  parts.tabs.show('json');
  selectInJson(path);
}

function selectInJson(path) {
  const key = path.match(/([^.[\]]+)(?:\[\d+\])?$/)?.[1];
  const at = key ? parts.json.value.indexOf(`"${key}"`) : -1;
  parts.json.focus();
  if (at >= 0) parts.json.setSelectionRange(at, at + key.length + 2);
}

function jsonEditor() {
  parts.json = el('textarea', { id: 'json', spellcheck: 'false', autocomplete: 'off', rows: '28', 'aria-label': 'Profile as JSON',
    'aria-describedby': 'json-state' });
  parts.jsonState = el('p', { id: 'json-state', class: 'hint' });
  parts.json.addEventListener('input', () => editText(parts.json.value));
  return [parts.jsonState, parts.json];
}

function paintJson() {
  if (parts.json.value !== get('text')) parts.json.value = get('text');
  const empty = get('text').trim() === '';
  parts.jsonState.textContent = empty ? 'Paste a profile here, then find trials.'
    : get('profile') ? 'The form and this text are two views of one profile.' : 'This is not a JSON object yet. “Check only” lists what is wrong.';
}

function mountEditor() {
  parts.form = el('div', { class: 'form' });
  parts.tabs = tabs('Profile', [
    { id: 'form', title: 'Form', content: parts.form },
    { id: 'json', title: 'JSON', content: jsonEditor() },
  ]);
  mountForm(parts.form);
  return parts.tabs.node;
}

function acceptDrop(view) {
  view.addEventListener('dragover', (event) => event.preventDefault());
  view.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) loadFile(event.dataTransfer.files[0]);
  });
}

function paintFrame() {
  const loaded = get('origin') !== '';
  fill(parts.bar, loaded ? caseBar() : welcome());
  parts.desk.hidden = !loaded;
  fill(parts.problems, problemPanel(get('problems'), showPlace));
}

function paintPicture() {
  fill(parts.picture, get('profile') ? [patternPicture(get('profile'), get('asOf')), investigationList(get('investigations')),
    readinessPicture(get('readiness')), caseReview(get('review'), showPlace)] : null);
}

/** Opens the case at a place of the profile, from anywhere on the page. */
export const openPlace = showPlace;

export function mountCase(view) {
  parts.bar = el('div', { class: 'case-bar' });
  parts.load = el('div');
  parts.problems = el('div', { id: 'problems' });
  parts.picture = el('div', { class: 'picture' });
  parts.desk = el('div', { class: 'desk' }, el('div', { class: 'editor' }, mountEditor()), parts.picture);
  fill(view, parts.bar, parts.load, parts.problems, parts.desk);
  acceptDrop(view);
  watch(['samples', 'origin'], () => fill(parts.load, loadPanel()));
  watch(['origin', 'edited', 'problems', 'answer', 'trials', 'profile'], paintFrame);
  watch(['text', 'profile'], paintJson);
  watch(['profile', 'asOf', 'review', 'readiness', 'investigations'], paintPicture);
  fill(parts.load, loadPanel());
  paintFrame();
  paintJson();
}
