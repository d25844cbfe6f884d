// One draft: the registry's text beside the rules, the editor, what is wrong with it, saving and reviewing.
import { announce } from './announce.js';
import { el, fill, fold } from './dom.js';
import { forgetFunnels, funnelBlock, mayCount } from './funnel.js';
import { count } from './words.js';
import * as api from './maintain-api.js';
import { criteriaEditor, itemOf } from './maintain-criteria.js';
import { draftedList } from './maintain-drafted.js';
import { changeList, hasReason, problemList, reasonField, stampWords, stateSign } from './maintain-parts.js';
import { sourceText } from './maintain-source.js';

const PAUSE = 700;
const FIELDS = [['title', 'Title'], ['summary', 'Summary'], ['sponsor', 'Sponsor'], ['notes', 'Notes for maintainers']];
const CHOICES = [['completeness', 'Completeness', ['full', 'partial', 'registry_only']],
  ['emd_rule', 'Extramedullary disease', ['required', 'allowed', 'excluded', 'not_stated']]];

/** The trial's own fields that are words or a choice; the rest is in the file's JSON. */
function fieldsEditor(content, changed) {
  const texts = FIELDS.map(([key, label]) => el('div', { class: 'field' }, el('label', { for: `field-${key}` }, label),
    el('textarea', { id: `field-${key}`, rows: key === 'title' ? 2 : 3, value: content[key] ?? '', oninput: (event) => { content[key] = event.target.value || null; changed(); } })));
  const choices = CHOICES.map(([key, label, words]) => el('div', { class: 'field' }, el('label', { for: `field-${key}` }, label),
    el('select', { id: `field-${key}`, onchange: (event) => { content[key] = event.target.value; changed(); } },
      words.map((word) => el('option', { value: word, selected: word === content[key] }, word.replaceAll('_', ' '))))));
  return el('div', { class: 'fields' }, texts, choices);
}

class DraftPage {
  constructor(view, { onLeave, changed, counts }) {
    this.listChanged = changed;
    this.counts = counts;
    this.unsaved = false;
    this.timer = 0;
    this.checks = 0;
    this.regions = { head: el('div'), body: el('div', { class: 'draft-columns' }), problems: el('div'), differences: el('div'), conflict: el('div', { role: 'alert' }), cases: el('div') };
    onLeave(() => this.unsaved);
    this.take(view);
    this.node = el('section', { 'aria-labelledby': 'draft-heading' }, this.regions.head, this.regions.conflict, this.regions.body, this.regions.cases);
  }

  take(view) {
    this.view = view;
    this.content = view.content;
    this.unsaved = false;
    this.paintHead();
    this.paintBody();
    this.paintFindings(view);
    this.paintCases();
  }

  /** What the published trial loses, so that an edit is weighed. */
  paintCases() {
    forgetFunnels();
    fill(this.regions.cases, this.counts && this.view.published?.criteria
      ? el('section', { class: 'block' }, el('h2', null, 'All open cases, as published'), funnelBlock(this.view.id)) : null);
  }

  paintHead() {
    const { view } = this;
    this.why = reasonField('draft-why', 'Why');
    const button = (words, kind, action, disabled = false) => el('button', { type: 'button', class: kind, disabled, onclick: () => this.guarded(action) }, words);
    this.saveButton = button('Save draft', 'primary', () => this.save());
    this.reviewButton = button('Reviewed: right as saved', 'quiet', () => this.review(), view.state === 'none');
    fill(this.regions.head,
      el('h1', { id: 'draft-heading' }, view.id, el('span', { class: 'aside' }, this.content?.title ?? '')),
      el('p', { class: 'bar' }, view.state === 'none' ? el('span', { class: 'hint' }, view.published ? 'Published, no draft yet' : 'Not published, no draft yet') : stateSign(view.state),
        view.record ? el('span', { class: 'hint' }, `Record of ${view.record.date ?? 'an unknown day'}, ${view.record.source}`) : null),
      el('div', { class: 'bar' }, this.why.node, this.saveButton, this.reviewButton,
        view.state === 'none' ? null : button('Take the draft away', 'quiet', () => this.discard())),
      view.saves.length ? fold(`History: ${count(view.saves.length, 'save')}`, el('ul', null, view.saves.map((mark) => el('li', null, `Saved by ${stampWords(mark)}`)),
        view.review ? el('li', null, `Reviewed by ${stampWords(view.review)}`) : null)) : null);
  }

  paintBody() {
    const { view, content } = this;
    const changed = () => this.changed();
    if (!content?.criteria) {
      fill(this.regions.body, this.findings(), this.jsonEditor());
      return;
    }
    this.criteria = criteriaEditor(content, changed);
    const has = (index) => content.criteria.some(({ id }) => itemOf(id) === index);
    const takeOver = (item, index) => {
      const prefix = item.kind === 'exclusion' ? 'DE' : 'DI';
      this.criteria.add({ id: `${prefix}${index + 1}`, kind: item.kind, says: '', rule: item.rule, source: content.source, verified: false });
    };
    const choose = (index) => {
      const id = content.criteria.find((each) => itemOf(each.id) === index)?.id;
      if (id && this.criteria.go(id)) return;
      this.drafted.open = true;
      document.getElementById(`drafted-${index}`)?.focus();
    };
    this.drafted = view.record ? fold(`What was drafted: ${count(view.record.drafted.length, 'item')}`, draftedList(view.record, takeOver, has)) : null;
    fill(this.regions.body,
      el('section', { class: 'source-column', 'aria-labelledby': 'source-heading' },
        el('h2', { id: 'source-heading' }, 'Registry text'),
        view.record ? sourceText(view.record, choose) : el('p', { class: 'empty' }, 'No record was imported for this trial.'), this.drafted),
      el('section', { class: 'editor-column', 'aria-labelledby': 'editor-heading' },
        el('h2', { id: 'editor-heading' }, 'Draft'), this.findings(),
        fold('Title, summary, completeness, notes', fieldsEditor(content, changed)),
        el('h3', null, 'Criteria'), this.criteria.node, this.jsonEditor()));
  }

  findings() {
    return el('div', { class: 'findings' }, this.regions.problems, this.regions.differences);
  }

  jsonEditor() {
    const told = el('p', { class: 'field-problem', role: 'alert' });
    const input = el('textarea', { id: 'whole-json', class: 'rule', rows: 20, spellcheck: 'false', 'aria-describedby': 'whole-json-told' });
    told.id = 'whole-json-told';
    const use = () => {
      try {
        this.content = JSON.parse(input.value);
        told.textContent = '';
        this.paintBody();
        this.changed();
      } catch (error) {
        told.textContent = `This is no JSON: ${error.message}`;
      }
    };
    return fold('The whole file as JSON', el('div', { class: 'field' }, el('label', { for: 'whole-json' }, 'Sites, slots, status and all the rest'), input, told,
      el('button', { type: 'button', class: 'quiet', onclick: use }, 'Use this text')), { ontoggle: (event) => { if (event.target.open) input.value = JSON.stringify(this.content, null, 2); } });
  }

  paintFindings({ problems, differences }) {
    const errors = problems.filter(({ severity }) => severity !== 'warning').length;
    const go = (where) => {
      const id = /criteria\[([^\]]+)\]/.exec(where)?.[1];
      if (id) this.criteria?.go(id);
    };
    const details = fold(`Problems: ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`, problemList(problems, go));
    details.open = errors > 0 && problems.length < 6;
    fill(this.regions.problems, details);
    fill(this.regions.differences, fold(`${count(differences.length, 'difference')} from the published file`, changeList(differences)));
    this.errors = errors;
  }

  changed() {
    this.unsaved = true;
    this.reviewButton.disabled = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async check() {
    this.checks += 1;
    const mine = this.checks;
    try {
      const found = await api.check(this.view.id, this.content);
      if (mine === this.checks) this.paintFindings(found);
    } catch (error) {
      fill(this.regions.problems, el('p', { class: 'field-problem' }, error.message));
    }
  }

  async guarded(action) {
    fill(this.regions.conflict);
    if (!hasReason(this.why.input)) {
      announce('Say why first.');
      return;
    }
    try {
      await action();
      await this.listChanged();
    } catch (error) {
      this.showConflict(error);
    }
  }

  /** What somebody else did meanwhile, or what is wrong. The words in the editor stay. */
  showConflict(error) {
    const stale = error.status === 409;
    const mine = async () => {
      const now = await api.draft(this.view.id);
      this.view.base = now.base;
      fill(this.regions.conflict, el('p', { class: 'hint' }, 'Your words stay in the editor; save them when they hold what is right of both.'));
    };
    fill(this.regions.conflict, el('div', { class: 'failure conflict' }, el('p', null, stale ? 'Somebody was faster; nothing of yours or theirs is lost.' : error.message),
      problemList(error.problems ?? []),
      stale ? el('p', { class: 'bar' }, el('button', { type: 'button', class: 'quiet', onclick: mine }, 'Go on with my words over theirs'),
        el('button', { type: 'button', class: 'quiet', onclick: async () => { this.take(await api.draft(this.view.id)); fill(this.regions.conflict); } }, 'Take theirs')) : null));
  }

  async save() {
    const why = this.why.input.value.trim();
    this.take(await api.save(this.view.id, { base: this.view.base, content: this.content, why }));
    announce('Saved.');
  }

  async review() {
    const why = this.why.input.value.trim();
    this.take(await api.review(this.view.id, { base: this.view.base, why }));
    announce('Reviewed. It can be published now.');
  }

  async discard() {
    await api.discard(this.view.id, { base: this.view.base, why: this.why.input.value.trim() });
    this.unsaved = false;
    location.hash = '#queue';
  }
}

export async function draftView({ argument, onLeave, changed }) {
  const [view, me] = await Promise.all([api.draft(argument), api.me()]);
  return new DraftPage(view, { onLeave, changed, counts: mayCount(me) }).node;
}
