// What is published for the targets and the kind of treatment of a trial: each result for itself, never pooled.
import { sourceBlock } from './criteria.js';
import { el, svg } from './dom.js';
import { get } from './store.js';

const FIGURES = [['orr_emd_percent', 'response', ' %'], ['cr_emd_percent', 'CR', ' %'], ['pfs_emd_months', 'PFS', ' months'], ['os_emd_months', 'OS', ' months']];

const figuresOf = (row) => FIGURES.filter(([key]) => typeof row[key] === 'number').map(([key, words, unit]) => `${words} ${row[key]}${unit}`).join(', ');

const sizeOf = ({ n, n_emd: emd }) => [typeof n === 'number' ? `n = ${n}` : 'n not published',
  typeof emd === 'number' ? `${emd} with extramedullary disease` : 'number with extramedullary disease not published'].join(', ');

/** The response rate as a bar, drawn only where it is one in extramedullary disease. */
function bar({ orr_emd_percent: rate }) {
  if (typeof rate !== 'number') return null;
  return svg('svg', { class: 'antigen-bar', 'aria-hidden': 'true' },
    svg('rect', { class: 'track', x: 0.5, y: 0.5, width: '99%', height: 9, rx: 2 }),
    svg('rect', { class: 'level', x: 0, y: 0, width: `${Math.min(rate, 100)}%`, height: 10, rx: 2 }));
}

function item(row) {
  return el('li', null, el('strong', null, figuresOf(row) || 'No figure in extramedullary disease'), bar(row),
    el('span', null, `${sizeOf(row)}; ${row.design}`), el('p', { class: 'why' }, row.setting, row.comparator ? `; against ${row.comparator}` : '',
      row.verified ? ' ' : ' (not verified) ', sourceBlock(row.source)));
}

export function evidenceBlock(answer) {
  const rows = (answer.evidence ?? []).map((id) => get('answer')?.evidence?.[id]).filter(Boolean);
  return el('section', { class: 'block antigens evidence' }, el('h3', null, 'Published results'),
    rows.length ? [el('p', { class: 'hint' }, 'For the same targets and kind of treatment. Different patients: not to be compared as if randomised.'),
      el('ul', null, rows.map(item))]
      : el('p', { class: 'empty' }, 'No published result of this target and kind of treatment is recorded.'));
}
