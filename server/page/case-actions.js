// What the reader can do with the cases that the server keeps.
import { findTrials, guarded, loadCasebook } from './actions.js';
import { announce } from './announce.js';
import * as casebook from './casebook.js';
import { change, get, NO_FILTERS } from './store.js';

const pretty = (profile) => `${JSON.stringify(profile, null, 2)}\n`;

export const isCoordinator = () => get('me')?.roles.includes('coordinator') ?? false;
/** The open case takes changes from this reader. */
export const mayChange = () => get('openCase')?.state === 'open' && isCoordinator();

async function took(record, words) {
  change({ openCase: record, trail: await casebook.trail(record.case) });
  announce(words);
  await loadCasebook();
}

/** Opens a case with its present profile and matches it, overrides included. */
export async function openStored(id) {
  await guarded(async () => {
    const record = await casebook.find(id);
    const [profile, trail] = await Promise.all([casebook.profile(id, record.profile), casebook.trail(id)]);
    change({
      openCase: record, trail, profile, text: pretty(profile), origin: `case ${record.case}`, edited: false, failure: null,
      answer: null, review: null, outdated: false, selected: null, problems: [], filters: { ...NO_FILTERS }, view: 'cases',
    });
  });
  if (get('openCase')?.case === id) await findTrials({ stay: true });
}

export const leaveCase = () => change({ openCase: null, trail: [] });

/** The loaded profile becomes a case. */
export const addLoaded = () => guarded(async () => {
  const record = await casebook.add(get('text'));
  change({ edited: false, origin: `case ${record.case}`, view: 'cases' });
  await took(record, `Case ${record.case} was added.`);
  if (!get('answer')) await findTrials({ stay: true });
});

/** The changed profile becomes the next version. */
export const storeProfile = (because) => guarded(async () => {
  const { case: id, version } = get('openCase');
  const record = await casebook.update(id, get('text'), because, version);
  change({ edited: false });
  await took(record, `Version ${record.profile} of the profile was stored.`);
  await findTrials({ stay: true });
});

export const closeCase = (because) => guarded(async () => {
  const { case: id, version } = get('openCase');
  await took(await casebook.close(id, because, version), 'The case was closed.');
});

export const reopenCase = (because) => guarded(async () => {
  const { case: id, version } = get('openCase');
  await took(await casebook.reopen(id, because, version), 'The case is open again.');
});

export const putOnShortlist = (trial, note) => guarded(async () => {
  await took(await casebook.shortlist(get('openCase').case, trial, note), `${trial} is on the shortlist.`);
});

export const takeOffShortlist = (trial) => guarded(async () => {
  await took(await casebook.unlist(get('openCase').case, trial), `${trial} is off the shortlist.`);
});

/** Says of a criterion what it is; the answer is asked for again. */
export const sayOf = (said) => guarded(async () => {
  await took(await casebook.say(get('openCase').case, said), `${said.criterion} of ${said.trial} counts as said.`);
  await findTrials({ stay: true });
});

export const takeBack = (number, because) => guarded(async () => {
  await took(await casebook.withdraw(get('openCase').case, number, because), `Override ${number} was withdrawn.`);
  await findTrials({ stay: true });
});

export function showCases(patch) {
  change({ casesShown: { ...get('casesShown'), ...patch } });
  loadCasebook();
}
