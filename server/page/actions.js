// What the reader can do: load, edit, match. Everything that talks to the server starts here.
import * as api from './api.js';
import * as casebook from './casebook.js';
import { announce } from './announce.js';
import { dropEmptyItems } from './paths.js';
import { change, get, NO_FILTERS } from './store.js';
import { count, VERDICTS } from './words.js';

const pretty = (profile) => `${JSON.stringify(profile, null, 2)}\n`;

function parse(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The open case is asked about as it is stored, with its overrides; a profile that was changed since is not. */
export const asksCase = () => get('openCase') !== null && !get('edited');

const ofCase = ({ review = null, investigations = null, readiness = null }) => ({ review, investigations, readiness });
const NOTHING_MATCHED = { answer: null, ...ofCase({}), outdated: false, selected: null, problems: [], failure: null };

/** Takes a profile as text. Text that is no JSON object goes to the server, which says what is wrong. */
export async function loadText(text, origin, bytes = text) {
  const profile = parse(text);
  change({ ...NOTHING_MATCHED, openCase: null, trail: [], profile, text, origin, edited: false, filters: { ...NO_FILTERS } });
  if (profile) await findTrials();
  else await checkOnly(bytes);
}

export async function loadSample(id) {
  await guarded(async () => {
    const profile = await api.sample(id);
    await loadText(pretty(profile), `sample ${id}`);
  });
}

export async function loadFile(file) {
  const bytes = await file.arrayBuffer();
  await loadText(new TextDecoder().decode(bytes), `file ${file.name}`, bytes);
}

export function startEmpty() {
  const profile = { profile: 'cartwright/patient@1', id: 'new-case' };
  change({ ...NOTHING_MATCHED, openCase: null, trail: [], profile, text: pretty(profile), origin: 'a new case', edited: false, filters: { ...NO_FILTERS } });
}

/** The form changed the profile: `edit` writes into it. */
export function editProfile(edit) {
  const profile = get('profile');
  edit(profile);
  change({ profile, text: pretty(profile), edited: true, outdated: get('answer') !== null });
}

/** The JSON text changed. The form follows when the text can be read. */
export function editText(text) {
  change({ text, profile: parse(text), edited: true, outdated: get('answer') !== null });
}

export function setAsOf(asOf) {
  change({ asOf, outdated: get('answer') !== null });
  if (get('answer') && get('profile')) findTrials({ stay: true });
}

export const markSaved = () => change({ edited: false });

function sendable() {
  const profile = get('profile');
  const before = JSON.stringify(profile);
  dropEmptyItems(profile);
  if (JSON.stringify(profile) !== before) change({ profile, text: pretty(profile) });
  return get('text');
}

// Answers may come in another order than they were asked for: only the last question's is shown.
let asked = 0;

/** Matches the profile and shows the trials; `stay` keeps the view that is open. */
export async function findTrials({ stay = false } = {}) {
  if (!get('profile')) return checkOnly(get('text'));
  return guarded(async () => {
    const mine = ++asked;
    const text = sendable();
    const day = get('asOf');
    const answer = asksCase() ? await casebook.match(get('openCase').case, day) : await api.match(text, day);
    if (mine !== asked) return;
    const kept = answer.answers.some(({ trial }) => trial === get('selected')) ? get('selected') : null;
    change({ answer, ...ofCase(answer), outdated: get('text') !== text || get('asOf') !== day, problems: answer.problems ?? [], failure: null, selected: kept });
    if (!stay) change({ view: 'trials' });
    announce(summary(answer));
  });
}

/** The server asks for a token: it is kept until the tab closes. */
export function unlock(token) {
  api.useToken(token);
  change({ failure: null, locked: false });
  loadCatalogue();
  loadCasebook();
}

/** Every problem of a text, whether or not it can be read. */
export async function checkOnly(body) {
  return guarded(async () => {
    const mine = ++asked;
    const problems = await api.check(body);
    if (mine !== asked) return;
    change({ problems, failure: null });
    if (get('profile') && !problems.some(({ severity }) => severity !== 'warning')) change(ofCase(await api.review(get('text'), get('asOf'))));
    announce(problems.length ? count(problems.length, 'problem') : 'No problems found.');
  });
}

function summary({ answers }) {
  const classes = VERDICTS
    .map(({ id, words }) => `${answers.filter(({ verdict }) => verdict === id).length} ${words.toLowerCase()}`);
  return `${count(answers.length, 'trial')} ranked: ${classes.join(', ')}.`;
}

/** Runs what asks the server; what goes wrong is told on the page. */
export async function guarded(work) {
  change({ busy: true });
  try {
    await work();
  } catch (error) {
    report(error);
  } finally {
    change({ busy: false });
  }
}

function report(error) {
  if (!(error instanceof api.ApiError)) throw error;
  const { problems } = error;
  change({
    problems, failure: problems.length ? null : error.message, locked: error.status === 401, view: problems.length ? 'case' : get('view'),
  });
  announce(problems.length ? `${count(problems.length, 'problem')} in the profile.` : error.message);
}

/** Who asks, and the cases there are for them. */
export async function loadCasebook() {
  try {
    const me = await casebook.me();
    const cases = me.casebook && mayReadCases(me) ? await casebook.list(get('casesShown').closed ? 'all' : 'open') : [];
    change({ me, cases });
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    change({ failure: error.message, locked: error.status === 401 });
  }
}

export const mayReadCases = (me) => me.roles.some((role) => role === 'coordinator' || role === 'auditor');

/** The lists that names and places are looked up in. Without them the codes are shown. */
export async function loadCatalogue() {
  const [samples, centres, trials] = await Promise.allSettled([api.samples(), api.centres(), api.trials()]);
  const byKey = (settled, ...keys) => new Map((settled.value ?? [])
    .map((each) => [keys.map((key) => each[key]).find((id) => typeof id === 'string'), each]));
  change({
    samples: samples.value ?? [],
    centres: byKey(centres, 'id', 'centre'),
    trials: byKey(trials, 'id', 'trial'),
  });
  const failed = [samples, centres, trials].find(({ status }) => status === 'rejected');
  if (failed) change({ failure: failed.reason.message, locked: failed.reason.status === 401 });
}
