// The timeline of treatment: a row of words and a bar each. Positions are percentages, so it fits any width and the paper.
import { dayToIso, sayDate } from './dates.js';
import { el, svg } from './dom.js';
import { timelineRows, timelineSpan } from './timeline-model.js';
import { capital, plain } from './words.js';

const MIDDLE = 14;
const STUB = 3; // percent: an end that is not recorded

function scale({ from, to }) {
  return (day) => Math.round(((day - from) / (to - from)) * 10000) / 100;
}

const percent = (value) => `${value}%`;

function span(from, to, kind) {
  return svg('rect', { class: `bar ${kind}`, x: percent(from), y: MIDDLE - 5, width: percent(Math.max(to - from, 0.6)), height: 10, rx: 2 });
}

/** A shape around a point: the inner svg moves with the percentage, its path stays in pixels. */
function mark(at, path, kind) {
  return svg('svg', { x: percent(at), y: MIDDLE, overflow: 'visible' }, svg('path', { class: `mark ${kind}`, d: path }));
}

const SHAPES = {
  cell: 'M0-7A7 7 0 1 1 0 7A7 7 0 1 1 0-7z',
  transplant: 'M0-8L8 0L0 8L-8 0z',
  progression: 'M0-8L7.5 6L-7.5 6z',
  diagnosis: 'M-4-7H4V7H-4z',
};

function barOf(row, at) {
  const { start, stop, kind } = row;
  if (start && stop) {
    const soft = [start.to > start.from ? span(at(start.from), at(start.to), `${kind} is-soft`) : null,
      stop.to > stop.from ? span(at(stop.from), at(stop.to), `${kind} is-soft`) : null];
    return [...soft, span(at(start.to), at(Math.max(stop.from, start.to)), kind)];
  }
  if (start) return [span(at(start.from), at(start.from) + STUB, `${kind} is-open`)];
  if (stop) return [span(Math.max(at(stop.to) - STUB, 0), at(stop.to), `${kind} is-open`)];
  return [];
}

function drawing(row, view, at) {
  const ongoing = row.ongoing && row.start && !row.stop && view.asOf;
  if (ongoing) return [span(at(row.start.from), at(view.asOf.from), row.kind)];
  const point = row.start ?? row.stop;
  if (row.kind === 'transplant' || row.kind === 'cell') return point ? [mark(at((point.from + point.to) / 2), SHAPES[row.kind], row.kind)] : [];
  return barOf(row, at);
}

function years(view) {
  const [first, last] = [view.from, view.to].map((day) => Number(dayToIso(day).slice(0, 4)));
  const step = Math.ceil((last - first + 1) / 8);
  const all = [];
  for (let year = first + 1; year <= last; year += 1) if ((year - first) % step === 0) all.push(year);
  return all.map((year) => ({ year, day: Date.UTC(year, 0, 1) / 86_400_000 }));
}

function gridLines(view, at) {
  return [
    ...years(view).map(({ day }) => svg('line', { class: 'grid', x1: percent(at(day)), x2: percent(at(day)), y1: 0, y2: '100%' })),
    view.asOf ? svg('line', { class: 'as-of-line', x1: percent(at(view.asOf.from)), x2: percent(at(view.asOf.from)), y1: 0, y2: '100%' }) : null,
  ];
}

function saidDates({ said, ongoing, kind }) {
  if (!said.start && !said.stop) return 'no date recorded';
  if (kind === 'transplant' || said.start === said.stop) return sayDate(said.start ?? said.stop);
  const end = said.stop ? sayDate(said.stop) : ongoing ? 'ongoing' : kind === 'cell' ? '' : 'last dose not recorded';
  const start = said.start ? sayDate(said.start) : 'start not recorded';
  return end ? `${start} – ${end}` : start;
}

function saidOutcome(row) {
  if (row.kind === 'transplant' || row.kind === 'radiation') return '';
  const progression = row.progressionSaid ? `progression ${sayDate(row.progressionSaid)}`
    : row.progressed ? 'progression, date not recorded' : '';
  return [row.response ? `best ${row.response}` : 'response not recorded', progression].filter(Boolean).join(', ');
}

function rowItem(row, view, at) {
  const intent = row.intent ? el('span', { class: 'intent' }, capital(plain(row.intent))) : null;
  return el('li', { class: 'moment' },
    el('div', { class: 'moment-words' }, el('span', null, el('strong', null, row.label), intent),
      row.detail ? el('span', { class: 'moment-detail' }, row.detail) : null,
      el('span', { class: 'moment-dates' }, [saidDates(row), saidOutcome(row)].filter(Boolean).join(' · '))),
    el('div', { class: 'strip' }, svg('svg', { 'aria-hidden': 'true', focusable: 'false' }, gridLines(view, at), drawing(row, view, at),
      row.progression ? mark(at((row.progression.from + row.progression.to) / 2), SHAPES.progression, 'progression') : null)));
}

function axis(view, at) {
  const asOf = view.asOf ? at(view.asOf.from) : null;
  const label = ({ year, day }) => (asOf !== null && Math.abs(asOf - at(day)) < 9 ? null
    : svg('text', { class: 'year', x: percent(at(day)), y: 13, 'text-anchor': 'middle' }, String(year)));
  return el('div', { class: 'moment axis', 'aria-hidden': 'true' }, el('div'),
    el('div', { class: 'strip' }, svg('svg', null, years(view).map(label),
      asOf === null ? null : svg('text', { class: 'year is-as-of', x: percent(asOf), y: 13, 'text-anchor': asOf > 80 ? 'end' : 'middle' }, 'as of'))));
}

function legend(rows) {
  const has = (test) => rows.some(test);
  const sample = (kind, path) => svg('svg', { class: 'sign', viewBox: '-10 -10 20 20', 'aria-hidden': 'true' },
    path ? svg('path', { class: `mark ${kind}`, d: path }) : svg('rect', { class: `bar ${kind}`, x: -10, y: -5, width: 20, height: 10, rx: 2 }));
  const entries = [
    [has(({ kind, start, stop }) => kind === 'therapy' && (start || stop)), sample('therapy'), 'therapy'],
    [has(({ kind }) => kind === 'cell'), sample('cell', SHAPES.cell), 'cell therapy'],
    [has(({ kind }) => kind === 'transplant'), sample('transplant', SHAPES.transplant), 'transplant'],
    [has(({ kind }) => kind === 'radiation'), sample('radiation'), 'radiotherapy'],
    [has(({ progression }) => progression), sample('progression', SHAPES.progression), 'progression'],
    [has(({ start, stop, ongoing }) => Boolean(start) !== Boolean(stop) && !ongoing), sample('therapy is-open'), 'one end not recorded'],
  ];
  return el('ul', { class: 'legend' }, entries.filter(([shown]) => shown).map(([, sign, words]) => el('li', null, sign, words)));
}

const wholeness = (profile) => {
  const whole = profile.therapies?.complete;
  if (whole === true) return 'Recorded as the complete history.';
  if (whole?.since) return `Recorded as complete since ${sayDate(whole.since)}; what came before is not known.`;
  return 'Not recorded as complete: there may be more.';
};

/** A figure, or a sentence when no therapy is recorded. */
export function timeline(profile, asOf) {
  const rows = timelineRows(profile);
  const view = timelineSpan(rows, profile, asOf);
  const diagnosed = profile.diagnosis?.date ? `Diagnosed ${sayDate(profile.diagnosis.date)}. ` : 'Date of diagnosis not recorded. ';
  if (!rows.length || !view) return el('p', { class: 'empty' }, diagnosed, 'No therapy is recorded. ', wholeness(profile));
  const at = scale(view);
  return el('figure', { class: 'timeline' },
    el('ol', { class: 'moments' }, rows.map((row) => rowItem(row, view, at))),
    axis(view, at),
    el('figcaption', null, legend(rows), el('p', null, diagnosed, wholeness(profile))));
}
