// What the found records have in common, as switches that narrow.
import { el, fold } from './dom.js';
import { country, plain } from './words.js';

const FACETS = [
  ['kind', 'Kind'], ['target', 'Target'], ['recruiting', 'Recruiting'], ['status', 'Registry status'], ['phase', 'Phase'], ['country', 'Country'],
  ['city', 'City'], ['emd_rule', 'Extramedullary disease'], ['prior_bcma', 'After BCMA therapy'], ['modality', 'Kind of therapy'],
];
const OPEN_AT_FIRST = ['kind', 'target', 'prior_bcma'];
const SHOWN = 12;

const valueWords = (name, value) => (name === 'country' ? country(value) : name === 'target' || name === 'city' ? value : plain(value));

function toggled(chosen, name, value) {
  const own = chosen[name] ?? [];
  const next = own.includes(value) ? own.filter((each) => each !== value) : [...own, value];
  const { [name]: _, ...others } = chosen;
  return next.length ? { ...others, [name]: next } : others;
}

function valueSwitch(name, { value, count }, chosen, change) {
  const pressed = (chosen[name] ?? []).includes(value);
  return el('li', null, el('button', {
    type: 'button', class: 'facet-value', id: `facet-${name}-${value.replace(/[^\w-]/g, '_')}`, 'aria-pressed': String(pressed), 'data-facet': name, 'data-value': value,
    onclick: () => change(toggled(chosen, name, value)),
  }, el('span', null, valueWords(name, value)), el('span', { class: 'tally' }, String(count))));
}

/** facetBlock(facets of the answer, {name: [chosen]}, change(chosen)) */
export function facetBlock(facets, chosen, change) {
  return FACETS.filter(([name]) => facets[name]?.length).map(([name, words]) => fold(words,
    el('ul', null, facets[name].slice(0, SHOWN).map((each) => valueSwitch(name, each, chosen, change)),
      facets[name].length > SHOWN ? el('li', { class: 'hint' }, `and ${facets[name].length - SHOWN} rarer`) : null),
    { class: 'facet', open: OPEN_AT_FIRST.includes(name) || Boolean(chosen[name]) }));
}
