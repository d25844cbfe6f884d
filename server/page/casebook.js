// The cases that the server keeps. Ids of cases are opaque; nothing of a patient goes into an address.
import { ask, problemsIn, send } from './api.js';

const at = (id, rest = '') => `/v1/cases/${encodeURIComponent(id)}${rest}`;
const text = (body) => JSON.stringify(body);
// The profile goes in as the text it is.
const withProfile = (profile, rest = {}) => `{"patient":${profile},${text(rest).slice(1)}`.replace(/,\}$/, '}');

export const me = () => ask('/v1/me');

/** Every case there is, page by page. */
export async function list(state) {
  const cases = [];
  for (let after = ''; ;) {
    const page = await ask(`/v1/cases?state=${state}&after=${encodeURIComponent(after)}`);
    cases.push(...page.cases);
    if (!page.next) return cases;
    after = page.next;
  }
}

export const find = (id) => ask(at(id));
export const profile = (id, number) => ask(at(id, `/profiles/${number}`));
export const trail = async (id) => (await ask(at(id, '/audit'))).entries;

export async function match(id, asOf) {
  const doc = await send('POST', at(id, '/match'), text({ as_of: asOf }));
  return { ...doc, problems: problemsIn(doc) };
}

export const add = (profileText) => send('POST', '/v1/cases', withProfile(profileText));
export const update = (id, profileText, because, version) => send('PUT', at(id, '/profile'), withProfile(profileText, { because, version }));
export const close = (id, because, version) => send('POST', at(id, '/close'), text({ because, version }));
export const reopen = (id, because, version) => send('POST', at(id, '/reopen'), text({ because, version }));
export const shortlist = (id, trial, note) => send('PUT', at(id, `/shortlist/${encodeURIComponent(trial)}`), text({ note }));
export const unlist = (id, trial) => ask(at(id, `/shortlist/${encodeURIComponent(trial)}`), { method: 'DELETE' });
export const say = (id, said) => send('POST', at(id, '/overrides'), text(said));
export const withdraw = (id, number, because) => send('POST', at(id, `/overrides/${number}/withdraw`), text({ because }));
