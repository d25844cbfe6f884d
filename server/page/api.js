// The HTTP API, same origin only. A failure is an ApiError that carries the server's list of problems.

export class ApiError extends Error {
  constructor(message, status = 0, problems = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

let token = ''; // kept in memory; a server on loopback asks for none

export function useToken(text) {
  token = text.trim();
}

const isJson = (response) => /\bjson\b/.test(response.headers.get('content-type') ?? '');

// The profile travels inside a question; its problems are shown from its own root.
const fromRoot = (problem) => ({ ...problem, where: String(problem.where ?? '').replace(/^patient(\.|$)/, '') });

export const problemsIn = (doc) => (Array.isArray(doc?.problems) ? doc.problems.map(fromRoot) : []);

async function failure(response) {
  const details = isJson(response) ? await response.json().catch(() => ({})) : {};
  const message = details.detail || details.title || `The server answered ${response.status}.`;
  return new ApiError(message, response.status, problemsIn(details));
}

/** Any request; `body` is text. */
export async function ask(path, { headers, ...options } = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options, credentials: 'same-origin', cache: 'no-store', referrerPolicy: 'no-referrer',
      headers: { accept: 'application/json', ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
  } catch {
    throw new ApiError('The server cannot be reached. Is Cartwright still running?');
  }
  if (!response.ok) throw await failure(response);
  return response.json();
}

export const send = (method, path, body) => ask(path, { method, headers: { 'content-type': 'application/json' }, body });
const post = (path, body) => send('POST', path, body);

// The profile goes in as the text it is, so that the server sees what the reader sees.
const question = (profile, asOf) => `{"as_of":${JSON.stringify(asOf)},"patient":${profile}}`;

const listIn = (doc, key) => (Array.isArray(doc) ? doc : doc?.[key] ?? []);

export async function match(profile, asOf) {
  const doc = await post('/v1/match', question(profile, asOf));
  return { ...doc, problems: problemsIn(doc) };
}

/** What follows from the record, without any trial: {review, investigations, readiness}. */
export async function review(profile, asOf) {
  const doc = await post('/v1/review', question(profile, asOf));
  return { ...doc, review: doc.review ?? doc };
}

/** Every problem of a profile. Text that is not JSON, or the bytes of a file, goes as it is. */
export async function check(body) {
  try {
    return problemsIn(await post('/v1/check', body));
  } catch (error) {
    if (error instanceof ApiError && error.problems.length) return error.problems;
    throw error;
  }
}

/** One trial, criterion by criterion. */
export async function explain(profile, trial, asOf) {
  const doc = await post(`/v1/explain/${encodeURIComponent(trial)}`, question(profile, asOf));
  return doc.answer ?? doc.answers?.[0] ?? doc;
}

export const samples = async () => listIn(await ask('/v1/samples'), 'samples');
export const sample = (id) => ask(`/v1/samples/${encodeURIComponent(id)}`);
export const trials = async () => listIn(await ask('/v1/trials'), 'trials');
export const products = async () => listIn(await ask('/v1/products'), 'products');
export const pathways = async () => listIn(await ask('/v1/pathways'), 'pathways');
export const centres = async () => listIn(await ask('/v1/centres'), 'centres');

/** Words, {facet: [values]} and "open now" to records with facets. */
export function search({ words, facets = {}, open = false, skip = 0, top = 20 }) {
  const parameters = new URLSearchParams({ q: words, skip: String(skip), top: String(top) });
  if (open) parameters.set('open', 'true');
  Object.entries(facets).forEach(([name, values]) => values.forEach((value) => parameters.append(name, value)));
  return ask(`/v1/search?${parameters}`);
}

export const completions = async (typed) => (await ask(`/v1/search/completions?${new URLSearchParams({ q: typed })}`)).completions;
/** The whole record of a trial or a centre. */
export const record = (kind, id) => ask(`/v1/${kind}s/${encodeURIComponent(id)}`);
