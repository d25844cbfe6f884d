// What the timeline shows: rows with bars and marks, read from a profile. Dates stay as imprecise as they are.
import { readDate } from './dates.js';
import { capital, plain } from './words.js';

const list = (value) => (Array.isArray(value) ? value : []);
const textOf = (value) => (typeof value === 'string' && value ? value : null);

function therapyLabel(episode) {
  const agents = list(episode.agents).filter((agent) => typeof agent === 'string');
  return textOf(episode.regimen) ?? (agents.length ? agents.join(', ') : 'agents not recorded');
}

function therapyRow(episode, i) {
  const label = therapyLabel(episode);
  const agents = list(episode.agents).filter((agent) => typeof agent === 'string').join(', ');
  return {
    kind: episode.intent === 'cell_therapy' ? 'cell' : 'therapy',
    intent: textOf(episode.intent),
    label,
    detail: agents && agents !== label ? agents : '',
    start: readDate(episode.start),
    stop: readDate(episode.stop),
    said: { start: textOf(episode.start), stop: textOf(episode.stop) },
    ongoing: episode.stop_reason === 'ongoing',
    response: textOf(episode.best_response),
    progression: readDate(episode.progression_date),
    progressionSaid: textOf(episode.progression_date),
    progressed: episode.stop_reason === 'progression',
    path: `therapies.episodes[${i}]`,
  };
}

function transplantRow(item, i) {
  const at = readDate(item.date);
  return {
    kind: 'transplant', label: item.type ? `${capital(plain(item.type))} transplant` : 'Transplant, type not recorded',
    detail: item.gvhd && item.gvhd !== 'none' ? `GvHD ${plain(item.gvhd)}` : '', start: at, stop: at,
    said: { start: textOf(item.date), stop: textOf(item.date) }, path: `transplants.items[${i}]`,
  };
}

function radiationRow(course, i) {
  const dose = course.dose?.value ? `${course.dose.value} ${course.dose.unit ?? ''}`.trim() : '';
  return {
    kind: 'radiation', label: `Radiotherapy, ${course.site ? plain(course.site) : 'site not recorded'}`, detail: dose,
    start: readDate(course.start), stop: readDate(course.stop ?? course.start),
    said: { start: textOf(course.start), stop: textOf(course.stop) }, path: `radiotherapy.courses[${i}]`,
  };
}

const firstDay = ({ start, stop }) => start?.from ?? stop?.from ?? Number.MAX_SAFE_INTEGER;

export function timelineRows(profile) {
  const rows = [
    ...list(profile.therapies?.episodes).filter((each) => each && typeof each === 'object').map(therapyRow),
    ...list(profile.transplants?.items).filter((each) => each && typeof each === 'object').map(transplantRow),
    ...list(profile.radiotherapy?.courses).filter((each) => each && typeof each === 'object').map(radiationRow),
  ];
  return rows.map((row, i) => ({ row, i })).sort((a, b) => firstDay(a.row) - firstDay(b.row) || a.i - b.i).map(({ row }) => row);
}

/** The days the picture spans: from the diagnosis or the first therapy to the as-of date. */
export function timelineSpan(rows, profile, asOf) {
  const diagnosed = readDate(profile.diagnosis?.date);
  const days = rows.flatMap(({ start, stop, progression }) => [start?.from, stop?.to, progression?.to]);
  const known = [...days, diagnosed?.from, readDate(asOf)?.from].filter((day) => day !== undefined);
  if (!known.length) return null;
  const [from, to] = [Math.min(...known), Math.max(...known)];
  const margin = Math.max(20, Math.round((to - from) * 0.03));
  return { from: from - margin, to: to + margin, diagnosed, asOf: readDate(asOf) };
}
