// What somebody says of a criterion, beside what the program finds.
import { mayChange, sayOf, takeBack } from './case-actions.js';
import { stateChip } from './chips.js';
import { sayDate } from './dates.js';
import { el, fold, freshId } from './dom.js';
import { reasonForm } from './reason-form.js';
import { stateOf } from './words.js';

const SAYABLE = ['met', 'not_met', 'unknown'];

/** Who says it, why, and whether it holds; null when nobody said anything. */
export function overrideBlock({ override }) {
  if (!override) return null;
  const until = override.until ? `, until ${sayDate(override.until)}` : '';
  return el('div', { class: `override${override.holds ? '' : ' is-lapsed'}` },
    el('p', { class: 'override-head' }, override.holds ? 'Counts as ' : 'Was said to be ', stateChip(override.state)),
    el('p', null, `Because ${override.because}`),
    el('p', { class: 'hint' }, `${override.by}, ${sayDate(override.at.slice(0, 10))}${until}`),
    override.holds ? null : el('p', { class: 'hint' }, `Does not hold: ${override.lapsed}.`));
}

function form(criterion, trial) {
  const stateId = freshId('said');
  const untilId = freshId('until');
  const state = el('select', { id: stateId }, SAYABLE.map((id) => el('option', { value: id }, stateOf(id).words)));
  const until = el('input', { id: untilId, inputmode: 'numeric', maxlength: '10', size: '10', placeholder: 'YYYY-MM-DD', autocomplete: 'off' });
  return reasonForm({
    label: 'Because', button: 'Say so',
    fields: [el('div', { class: 'filter' }, el('label', { for: stateId }, 'It is'), state),
      el('div', { class: 'filter' }, el('label', { for: untilId }, 'Until (may be empty)'), until)],
    onreason: (because) => sayOf({
      trial, criterion: criterion.id, state: state.value, because, ...(until.value.trim() ? { until: until.value.trim() } : {}),
    }),
  });
}

/** The way to say otherwise, for the coordinator of an open case. */
export function sayForm(criterion, trial) {
  if (!mayChange()) return null;
  return el('div', { class: 'say' }, fold(criterion.override ? 'Say something else' : 'Say otherwise', form(criterion, trial)),
    criterion.override ? fold('Withdraw', reasonForm({
      label: 'Why it is withdrawn', button: 'Withdraw', onreason: (because) => takeBack(criterion.override.number, because),
    })) : null);
}
