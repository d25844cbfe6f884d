// What was published: shown, compared, brought back.
import { announce } from './announce.js';
import { el, fill } from './dom.js';
import { count } from './words.js';
import * as api from './maintain-api.js';
import { hasReason, problemList, reasonField, stampWords, stepList } from './maintain-parts.js';
import { previewNode } from './maintain-publish.js';

function filesOf({ changed }) {
  const sign = ({ before, after }) => (!before ? 'new' : !after ? 'taken out' : 'changed');
  return el('ul', { class: 'changes' }, changed.map((file) => el('li', null, el('code', null, file.path), ` ${sign(file)}`,
    file.saves.length ? el('p', { class: 'hint' }, `Saved by ${stampWords(file.saves.at(-1))}`) : null,
    file.review ? el('p', { class: 'hint' }, `Reviewed by ${stampWords(file.review)}`) : null)));
}

export async function revisionsView({ changed }) {
  const { revisions } = await api.revisions();
  const shown = el('div', { 'aria-live': 'polite', class: 'shown' });
  const act = (action) => async () => {
    try {
      await action();
    } catch (error) {
      fill(shown, el('div', { class: 'failure' }, error.message), problemList(error.problems ?? []));
    }
  };
  const show = (number) => act(async () => {
    const one = await api.revision(number);
    fill(shown, el('h2', null, `Revision ${number}`), el('p', null, el('code', null, one.catalogue)), filesOf(one));
  });
  const compareWithNext = (number) => act(async () => {
    const found = await api.compare(String(number - 1), String(number));
    fill(shown, el('h2', null, `From revision ${number - 1} to ${number}`), stepList(found.changes), el('p', { class: 'hint' }, `${count(found.files.length, 'file')} changed`));
  });
  const bringBack = (number) => act(async () => {
    const seen = await api.preview({ revision: String(number) });
    const why = reasonField('restore-why', 'Why');
    const restore = act(async () => {
      if (!hasReason(why.input)) return;
      const done = await api.restore({ revision: String(number), expect: seen.revision.catalogue, why: why.input.value.trim() });
      fill(shown, el('p', { class: 'done' }, `Published as revision ${done.revision.number}.`));
      announce('Restored.');
      await changed();
    });
    fill(shown, el('h2', null, `Bring back revision ${number}`), previewNode(seen),
      el('div', { class: 'bar' }, why.node, el('button', { type: 'button', class: 'primary', onclick: restore }, 'Bring it back')));
  });
  const newest = revisions[0]?.number;
  const rows = revisions.map((each) => el('tr', null,
    el('th', { scope: 'row' }, String(each.number)),
    el('td', null, stampWords(each), each.restored ? el('span', { class: 'aside' }, `brings back ${each.restored}`) : null),
    el('td', null, count(each.changed, 'file')),
    el('td', { class: 'acts' }, el('button', { type: 'button', class: 'quiet', onclick: show(each.number) }, 'Show ', el('span', { class: 'unseen' }, `revision ${each.number}`)),
      each.number > 1 ? el('button', { type: 'button', class: 'quiet', onclick: compareWithNext(each.number) }, 'What changed', el('span', { class: 'unseen' }, ` in revision ${each.number}`)) : null,
      each.number === newest ? null : el('button', { type: 'button', class: 'quiet', onclick: bringBack(each.number) }, 'Bring back', el('span', { class: 'unseen' }, ` revision ${each.number}`)))));
  return el('section', { 'aria-labelledby': 'revisions-heading' },
    el('h1', { id: 'revisions-heading' }, 'Revisions'),
    el('div', { class: 'wide' }, el('table', { class: 'list' },
      el('thead', null, el('tr', null, ['Number', 'Who, when, why', 'Changed', 'Do'].map((each) => el('th', { scope: 'col' }, each)))), el('tbody', null, rows))), shown);
}
