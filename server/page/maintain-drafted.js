// What the drafter read out of the text, item by item, and what it did not read.
import { el } from './dom.js';
import { lights, unread, wordsOf } from './maintain-source.js';

const percent = (confidence) => `${Math.round(confidence * 100)} %`;

/** `take(item, index)` makes it a criterion; `has(index)` tells whether it is one already. */
export function draftedList(record, take, has) {
  if (!record.drafted.length) return el('p', { class: 'empty' }, 'No rule was drafted.');
  return el('ol', { class: 'drafted' }, record.drafted.map((item, index) => el('li', { class: unread(item) ? 'is-unread' : '', id: `drafted-${index}`, tabindex: -1, ...lights(index) },
    el('p', { class: 'drafted-words' }, wordsOf(record.text, item)),
    item.rule ? el('p', null, el('code', null, item.rule)) : null,
    el('p', { class: 'hint' }, [item.kind, item.scope, item.confidence === null ? null : `confidence ${percent(item.confidence)}`, item.reason].filter(Boolean).join('; ')),
    item.rule && !has(index) ? el('button', { type: 'button', class: 'quiet', onclick: () => take(item, index) }, 'Take over') : null)));
}
