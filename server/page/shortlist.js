// The shortlist of the open case: a trial is put on it where the trial is read.
import { mayChange, putOnShortlist, takeOffShortlist } from './case-actions.js';
import { el } from './dom.js';
import { reasonForm } from './reason-form.js';
import { get } from './store.js';

const entryOf = (trial) => get('openCase')?.shortlist.find((each) => each.trial === trial);

/** Whether this trial is on the shortlist, and the way to change it; null without an open case. */
export function shortlistBlock(trial) {
  if (!get('openCase')) return null;
  const entry = entryOf(trial);
  if (!mayChange()) return entry ? el('p', { class: 'listed' }, 'On the shortlist', entry.note ? `: ${entry.note}` : null) : null;
  return el('div', { class: 'listed' },
    entry ? el('p', null, el('strong', null, 'On the shortlist'), entry.note ? `: ${entry.note} ` : ' ',
      el('button', { type: 'button', class: 'quiet', onclick: () => takeOffShortlist(trial) }, 'Take it off')) : null,
    reasonForm({ label: 'Note (may be empty)', needed: false, value: entry?.note ?? '',
      button: entry ? 'Change the note' : 'Put it on the shortlist', onreason: (note) => putOnShortlist(trial, note) }));
}
