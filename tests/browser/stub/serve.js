// A stand-in for the server while the page is worked on: the page's files with the real headers, and canned answers.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as answers from './answers.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PAGE = fileURLToPath(new URL('../../../server/page/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };
export const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const SAMPLES = [
  { id: 'liver', title: 'Liver lesions after a BCMA CAR-T', summary: 'Five therapies, one transplant; GPRC5D expressed.' },
  { id: 'sparse', title: 'Many facts missing', summary: 'A summary letter is all there is.' },
];

const headers = { 'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

function send(response, status, body, type = 'application/json') {
  response.writeHead(status, { ...headers, 'content-type': type });
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

const refuse = (response, status, title, problems = []) => send(response, status, { type: 'about:blank', title, status, problems }, 'application/problem+json');

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function questionIn(text) {
  try {
    const body = JSON.parse(text);
    return body.patient ? { profile: body.patient, asOf: body.as_of } : { profile: body, asOf: null };
  } catch (error) {
    return { problems: [{ severity: 'error', code: 'malformed', where: '', message: `This is not JSON: ${error.message}`, hint: 'Check brackets and commas.' }] };
  }
}

function reply(response, path, { profile, asOf }) {
  const problems = answers.problemsOf(profile);
  if (path === '/v1/check') return send(response, 200, { problems });
  if (problems.some(({ severity }) => severity === 'error')) return refuse(response, 422, 'The profile has errors', problems);
  if (path === '/v1/match') return send(response, 200, answers.matchOf(profile, asOf ?? '2026-11-22'));
  if (path === '/v1/review') return send(response, 200, answers.review());
  const explained = answers.explainOf(path.split('/').pop());
  return explained ? send(response, 200, explained) : refuse(response, 404, 'No such trial');
}

async function post(request, response, path) {
  const question = questionIn(await bodyOf(request));
  if (question.problems) return refuse(response, 400, 'The body cannot be read', question.problems);
  return reply(response, path, question);
}

async function get(response, path) {
  if (path === '/v1/samples') return send(response, 200, SAMPLES);
  if (path === '/v1/trials') return send(response, 200, answers.trials());
  if (path === '/v1/centres') return send(response, 200, answers.centres());
  const sample = SAMPLES.find(({ id }) => path === `/v1/samples/${id}`);
  if (sample) return send(response, 200, await readFile(join(HERE, `${sample.id}.patient.json`)));
  const file = normalize(path === '/' ? '/index.html' : path);
  try {
    return send(response, 200, await readFile(join(PAGE, file)), TYPES[extname(file)] ?? 'application/octet-stream');
  } catch {
    return refuse(response, 404, 'Not found');
  }
}

/** Starts on a free port of this machine; resolves to {url, close}. */
export function serve(port = 0) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const work = request.method === 'POST' ? post(request, response, path) : get(response, path);
    work.catch((error) => refuse(response, 500, error.message));
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve({
      url: `http://127.0.0.1:${server.address().port}`,
      close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
    }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.env.PORT ?? 8099));
  console.log(`stub at ${url}`);
}
