// The score, part by part: the length of a bar is its weight, the filled part its value.
import { el, fold, svg } from './dom.js';
import { capital, decimal, plain } from './words.js';

function bar(part, heaviest) {
  const length = heaviest > 0 ? ((part.weight ?? 0) / heaviest) * 100 : 0;
  const known = typeof part.value === 'number';
  const filled = known ? Math.min(Math.max(part.value, 0), 1) * length : 0;
  return svg('svg', { class: 'part-bar', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: known ? 'track' : 'track is-open', x: 0, y: 1, width: `${length}%`, height: 8, rx: 2 }),
    known ? svg('rect', { class: 'level', x: 0, y: 1, width: `${filled}%`, height: 8, rx: 2 }) : null);
}

function partItem(part, heaviest) {
  return el('li', null,
    el('div', { class: 'part-head' }, el('span', { class: 'part-name' }, capital(plain(part.name))),
      el('span', { class: 'part-figures' }, `${decimal(part.value)} × weight ${decimal(part.weight)}`)),
    bar(part, heaviest),
    part.why ? el('p', { class: 'why' }, part.why) : null);
}

export function scoreParts(parts) {
  const heaviest = Math.max(0, ...(parts ?? []).map(({ weight }) => weight ?? 0));
  if (!parts?.length) return el('p', { class: 'empty' }, 'The parts of the score are not given.');
  return el('ul', { class: 'parts' }, parts.map((part) => partItem(part, heaviest)));
}

export const scoreWords = ({ score }) => `Score ${decimal(score)}`;

export const scoreFold = (answer) => fold(scoreWords(answer), scoreParts(answer.score_parts), { class: 'score' });
