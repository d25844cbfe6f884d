// What the page knows now. It lives in memory only: nothing is written to the browser's storage.
import { today } from './dates.js';

export const NO_FILTERS = Object.freeze({ words: '', verdicts: [], open: false, target: '', country: '', needs: '' });

const state = {
  view: 'case',
  profile: null, // the parsed profile, or null while there is none or its text cannot be read
  text: '', // the same profile as JSON text: as it was loaded, until something is edited
  origin: '', // where it came from, in words
  edited: false, // changed since it was loaded or saved
  asOf: today(),
  answer: null, // the last match
  review: null, // what the server derived from the record
  readiness: null, // of the document groups
  investigations: null, // what the mapping of the disease still lacks
  outdated: false, // the profile or the date changed after the last match
  problems: [],
  failure: null, // the last request that failed, in words
  locked: false, // the server asked for a token
  busy: false,
  filters: { ...NO_FILTERS },
  selected: null, // the trial shown in detail
  me: null, // whom the server takes the reader for: {name, roles, casebook}
  cases: [], // of the casebook, as they were listed last
  casesShown: { mine: false, closed: false },
  openCase: null, // the case that is open, as it is stored
  trail: [], // its entries of the audit trail
  samples: [],
  centres: new Map(),
  trials: new Map(),
};

const listeners = [];

export const get = (key) => state[key];

/** Calls `listener` after any of `keys` changed. */
export function watch(keys, listener) {
  listeners.push({ keys, listener });
}

export function change(patch) {
  Object.assign(state, patch);
  const changed = new Set(Object.keys(patch));
  listeners.filter(({ keys }) => keys.some((key) => changed.has(key))).forEach(({ listener }) => listener(state));
}
