// The maintainers' half of the API.
import { ask, send as sendTo } from './api.js';

const BASE = '/v1/maintenance';
const at = (kind, id) => `${BASE}/${kind}/${encodeURIComponent(id)}`;
const send = (path, body) => sendTo('POST', path, JSON.stringify(body));

export const queue = () => ask(`${BASE}/queue`);
export const draft = (id) => ask(at('drafts', id));
export const save = (id, body) => send(at('drafts', id), body);
export const check = (id, content) => send(at('check', id), { content });
export const checkRule = (rule) => send(`${BASE}/rule`, { rule });
export const review = (id, body) => send(at('review', id), body);
export const discard = (id, body) => send(at('discard', id), body);
export const preview = (body) => send(`${BASE}/preview`, body);
export const publish = (body) => send(`${BASE}/publish`, body);
export const restore = (body) => send(`${BASE}/restore`, body);
export const revisions = () => ask(`${BASE}/revisions`);
export const revision = (number) => ask(at('revisions', number));
export const compare = (from, to) => ask(`${BASE}/compare?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
export const freshness = () => ask(`${BASE}/freshness`);
export const coverage = () => ask(`${BASE}/coverage`);
export const me = () => ask('/v1/me');
