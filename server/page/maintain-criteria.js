// The criteria of a draft as cards that can be worded, ruled, taken out and added to.
import { el, fill, freshId, icon } from './dom.js';
import { lights } from './maintain-source.js';
import { ruleEditor } from './maintain-rule.js';

/** "DI3" was drafted from the third item of the text. */
export const itemOf = (id) => {
  const found = /^D[IE](\d+)$/.exec(id);
  return found ? Number(found[1]) - 1 : null;
};

const field = (id, label, input) => el('div', { class: 'field' }, el('label', { for: id }, label), input);

/** Words for a rule that has none of its own: the rule itself. */
const unworded = (criterion) => criterion.says.includes('to be worded)');

function card(criterion, changed, remove) {
  const id = freshId('criterion');
  const says = el('textarea', { id: `${id}-says`, rows: 2, value: criterion.says, oninput: (event) => { criterion.says = event.target.value; changed(); } });
  const rule = ruleEditor(`${id}-rule`, 'Rule', criterion.rule, (text) => { criterion.rule = text; changed(); });
  const kind = el('select', { id: `${id}-kind`, onchange: (event) => { criterion.kind = event.target.value; changed(); } },
    ['inclusion', 'exclusion'].map((each) => el('option', { value: each, selected: each === criterion.kind }, each)));
  const scope = el('input', { id: `${id}-scope`, value: (criterion.scope ?? []).join(' '), oninput: (event) => {
    const slots = event.target.value.split(/[\s,]+/).filter(Boolean);
    if (slots.length) criterion.scope = slots;
    else delete criterion.scope;
    changed();
  } });
  const verified = el('input', { id: `${id}-verified`, type: 'checkbox', checked: criterion.verified === true,
    onchange: (event) => { criterion.verified = event.target.checked; changed(); } });
  const item = itemOf(criterion.id);
  const useRule = el('button', { type: 'button', class: 'quiet', hidden: !unworded(criterion), onclick: () => {
    criterion.says = criterion.rule;
    says.value = criterion.says;
    useRule.hidden = true;
    changed();
  } }, 'Say it as the rule');
  return el('li', { class: 'criterion', 'data-criterion': criterion.id, tabindex: -1, ...(item === null ? {} : lights(item)) },
    el('div', { class: 'criterion-head' }, el('h3', null, criterion.id), el('label', { class: 'unseen', for: `${id}-kind` }, 'Kind'), kind,
      el('label', { for: `${id}-verified` }, verified, ' verified'), useRule,
      el('button', { type: 'button', class: 'quiet', onclick: remove }, icon('not_met'), `Take out ${criterion.id}`)),
    field(`${id}-says`, 'Says', says), rule.node,
    el('details', null, el('summary', null, 'Slots'), field(`${id}-scope`, 'Only in these slots; all when empty', scope)));
}

/** `content` is the trial; it is changed in place. */
export function criteriaEditor(content, changed) {
  const list = el('ol', { class: 'criteria-list' });
  function paint() {
    fill(list, content.criteria.map((criterion) => card(criterion, changed, () => {
      content.criteria = content.criteria.filter((each) => each !== criterion);
      paint();
      changed();
    })));
  }
  function add(criterion) {
    const closing = content.criteria.findIndex(({ rule }) => rule.startsWith('not_public'));
    content.criteria.splice(closing < 0 ? content.criteria.length : closing, 0, criterion);
    paint();
    changed();
    list.querySelector(`[data-criterion="${CSS.escape(criterion.id)}"] textarea`)?.focus();
  }
  const freeId = (prefix) => {
    for (let number = 1; ; number += 1)
      if (!content.criteria.some(({ id }) => id === `${prefix}${number}`)) return `${prefix}${number}`;
  };
  const blank = (kind) => add({ id: freeId(kind === 'exclusion' ? 'E' : 'I'), kind, says: '', rule: '', source: content.source, verified: false });
  paint();
  return { paint, add, freeId,
    go: (id) => {
      const found = list.querySelector(`[data-criterion="${CSS.escape(id)}"]`);
      found?.querySelector('textarea.rule')?.focus();
      found?.scrollIntoView({ block: 'center' });
      return Boolean(found);
    },
    node: el('div', null, list, el('p', { class: 'bar' },
      ['inclusion', 'exclusion'].map((kind) => el('button', { type: 'button', class: 'quiet', onclick: () => blank(kind) }, `Add an ${kind}`)))) };
}
