// Over all open cases: which criterion costs a trial most of them, alone and in the order of its list. Numbers only.
import { ask, ApiError } from './api.js';
import { sayDate } from './dates.js';
import { el, fill, fold, freshId, svg } from './dom.js';
import { count } from './words.js';

const PARTS = [['not_met', 'fail', 'bad'], ['unknown', 'not known', 'ask'], ['judgement', 'for judgement', 'judge'], ['met', 'meet', 'good']];

const known = new Map(); // trial and date -> what the server counted
const keyOf = (trial, asOf) => `${trial} ${asOf ?? ''}`;

const cases = (number) => count(number, 'open case');
const fails = ({ alone }) => alone.not_met > 0;
const open = ({ alone }) => alone.not_met === 0 && (alone.unknown > 0 || alone.judgement > 0);
const most = (rows, value) => rows.reduce((best, row) => (value(row) > (best ? value(best) : 0) ? row : best), null);

/** Lengths beside each other on one line of `total`; the words beside it say the same. */
function bar(parts, total) {
  let at = 0;
  const share = (number) => (100 * number) / total;
  return svg('svg', { class: 'funnel-bar', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'is-track', x: 0, y: 0, width: '100%', height: '100%' }),
    parts.filter(([number]) => number > 0).map(([number, tone]) => {
      const piece = svg('rect', { class: `is-${tone}`, x: `${share(at)}%`, y: 0, width: `${share(number)}%`, height: '100%' });
      at += number;
      return piece;
    }));
}

const line = (label, words, picture) => el('div', { class: 'funnel-line' }, el('span', { class: 'funnel-label' }, label), picture, el('span', { class: 'funnel-words' }, words));

function inOrderLine({ in_order: order, scope }, total) {
  if (!order) return el('p', { class: 'hint' }, `Of ${scope.join(', ')} only: it rules nobody out of the whole trial.`);
  return line('In order', `${order.lost ? `${order.lost} lost here, ` : ''}${order.left} left`, bar([[order.left, 'left'], [order.lost, 'bad']], total));
}

function aloneLine({ alone }, total) {
  const words = PARTS.filter(([key]) => alone[key] > 0).map(([key, said]) => `${alone[key]} ${said}`);
  return line('Alone', words.join(', '), bar(PARTS.map(([key, , tone]) => [alone[key], tone]), total));
}

const item = (total) => (row) => el('li', { 'data-criterion': row.id },
  el('p', { class: 'funnel-says' }, el('span', { class: 'code' }, row.id), ` ${row.kind === 'exclusion' ? 'Excluded: ' : ''}${row.says}`),
  inOrderLine(row, total), aloneLine(row, total));

function verdictWords({ verdicts, cases: all, unreadable, as_of: day }) {
  const can = verdicts.eligible + verdicts.potentially_eligible + verdicts.eligible_later;
  return `Of ${cases(all)} on ${sayDate(day)}, ${verdicts.ineligible} ${verdicts.ineligible === 1 ? 'is' : 'are'} ruled out and ${can} ${can === 1 ? 'is' : 'are'} not: `
    + `${verdicts.eligible} eligible, ${verdicts.potentially_eligible} potentially, ${verdicts.eligible_later} later.`
    + (unreadable ? ` ${cases(unreadable)} could not be read.` : '');
}

function costliest(rows) {
  const alone = most(rows, (row) => row.alone.not_met);
  if (!alone) return 'No criterion rules anybody out.';
  const first = most(rows, (row) => row.in_order?.lost ?? 0);
  return `${alone.id} costs the most alone: ${cases(alone.alone.not_met)} ${alone.alone.not_met === 1 ? 'fails' : 'fail'} it.`
    + (first ? ` In order, the most are lost at ${first.id}: ${first.in_order.lost}.` : '');
}

/** The picture of what the server counted. */
export function funnelPicture(counted) {
  const { criteria: rows, cases: total } = counted;
  if (!total) return el('p', { class: 'empty' }, counted.unreadable ? `${cases(counted.unreadable)}, and none could be read.` : 'There is no open case.');
  const costly = rows.filter(fails);
  const doubtful = rows.filter(open);
  const free = rows.filter((row) => !fails(row) && !open(row));
  const list = el('ol', { class: 'funnel' });
  const paint = (byCost) => fill(list, (byCost ? [...costly].sort((a, b) => b.alone.not_met - a.alone.not_met) : costly).map(item(total)));
  const id = freshId('funnel-order');
  const choice = el('select', { id, onchange: (event) => paint(event.target.value === 'cost') },
    el('option', { value: 'list' }, 'as in the trial'), el('option', { value: 'cost' }, 'most failing first'));
  paint(false);
  return el('div', { class: 'funnel-picture' },
    el('p', { class: 'lede' }, verdictWords(counted)), el('p', null, costliest(rows)),
    costly.length > 1 ? el('p', { class: 'funnel-choice no-print' }, el('label', { for: id }, 'Order'), ' ', choice) : null,
    costly.length ? list : null,
    doubtful.length ? fold(`${count(doubtful.length, 'criterion', 'criteria')} that nobody fails, and that ${doubtful.length === 1 ? 'is' : 'are'} open for some`, el('ol', { class: 'funnel' }, doubtful.map(item(total)))) : null,
    free.length ? el('p', { class: 'hint' }, `${count(free.length, 'criterion', 'criteria')} that every open case meets: ${free.map((row) => row.id).join(', ')}.`) : null,
    el('p', { class: 'hint' }, 'An override counts while it holds. In order: a case counts where it first fails.'));
}

async function load(trial, asOf, holder) {
  const key = keyOf(trial, asOf);
  fill(holder, el('p', { class: 'hint', role: 'status' }, 'Counting over the open cases …'));
  try {
    if (!known.has(key)) known.set(key, await ask(`/v1/trials/${encodeURIComponent(trial)}/funnel${asOf ? `?as_of=${encodeURIComponent(asOf)}` : ''}`));
    fill(holder, funnelPicture(known.get(key)));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    fill(holder, el('p', { class: 'failure' }, `The open cases could not be counted. ${error.message}`));
  }
}

/** A fold that counts when it is opened, and keeps what was counted. */
export function funnelBlock(trial, asOf) {
  const counted = known.get(keyOf(trial, asOf));
  const holder = el('div', null, counted ? funnelPicture(counted) : null);
  const block = el('details', { class: 'funnel-block', open: Boolean(counted), ontoggle: () => { if (block.open && !holder.hasChildNodes()) load(trial, asOf, holder); } },
    el('summary', null, 'Over all open cases: which criterion costs how many'), holder);
  return block;
}

/** On paper: the picture, where the reader has opened it. */
export function funnelOnPaper(trial, asOf) {
  const counted = known.get(keyOf(trial, asOf));
  return counted ? funnelPicture(counted) : null;
}

/** Numbers over cases are for who keeps the cases or the trials. */
export const mayCount = (me) => Boolean(me?.casebook) && me.roles.some((role) => role === 'coordinator' || role === 'maintainer');

/** When cases or trials changed. */
export const forgetFunnels = () => known.clear();
