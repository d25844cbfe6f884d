// The maintainers' page: an invented record becomes a draft, is worded, reviewed and published; by mouse and keyboard.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const URL_OF_SERVER = process.env.CARTWRIGHT_URL;
const SHOTS = process.env.CARTWRIGHT_SHOTS;
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ID = 'NCT90000001';
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CARTWRIGHT_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
});
after(() => browser?.close());

async function open(view, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const seen = { foreign: [], errors: [] };
  page.on('request', (request) => { if (!request.url().startsWith(URL_OF_SERVER) && !request.url().startsWith('data:')) seen.foreign.push(request.url()); });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/409|404/.test(message.text())) seen.errors.push(message.text()); });
  await page.goto(`${URL_OF_SERVER}/maintain#${view}`, { waitUntil: 'networkidle' });
  return { page, seen, close: () => context.close() };
}

const api = async (path, body) => (await fetch(`${URL_OF_SERVER}/v1/${path}`, body
  ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})).json();

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

test('the queue leads to a draft whose text and rules light up together, by mouse and by keyboard', async () => {
  const { page, seen, close } = await open('queue');
  await page.locator('#queue-words').fill('invented');
  const row = page.locator(`tr[data-id="${ID}"]`);
  assert.match(await row.innerText(), /New record/);
  await row.locator('a').click();
  const spans = page.locator('.source-text mark');
  await spans.first().waitFor();
  const drafted = (await api(`maintenance/drafts/${ID}`)).record.drafted;
  assert.equal(await spans.count(), drafted.length);
  const ruled = drafted.findIndex(({ rule }) => rule && rule.startsWith('age'));
  assert.ok(ruled >= 0, 'the age is drafted');
  const span = page.locator(`.source-text mark[data-item="${ruled}"]`);
  const card = page.locator(`.criterion[data-item="${ruled}"]`);
  assert.match(await span.innerText(), /18 and ≤ 75/);
  await card.hover();
  assert.match(await span.getAttribute('class'), /is-lit/);
  await page.locator('#draft-heading').hover();
  assert.doesNotMatch(await span.getAttribute('class'), /is-lit/);
  await span.focus();
  assert.match(await card.getAttribute('class'), /is-lit/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.closest('.criterion')?.dataset.item), String(ruled));
  assert.match(await span.getAttribute('class'), /is-lit/);
  // What was not read is shown as such, never dropped.
  assert.ok((await page.locator('.source-text mark').allInnerTexts()).some((text) => text.includes('Dances well')));
  await shot(page, 'lit');
  assert.deepEqual(seen, { foreign: [], errors: [] });
  await close();
});

test('a rule is checked while it is written, and the place leads to the caret', async () => {
  const { page, seen, close } = await open(`draft/${ID}`);
  const rule = page.locator('.criterion textarea.rule').first();
  const before = await rule.inputValue();
  await rule.fill('age >= 18 parsecs');
  const told = page.locator('.criterion .rule-problem').first();
  await told.waitFor();
  assert.match(await told.innerText(), /\^/);
  assert.equal(await rule.getAttribute('aria-invalid'), 'true');
  await told.locator('.place').click();
  assert.ok(await rule.evaluate((input) => document.activeElement === input && input.selectionStart > 0));
  await shot(page, 'rule-error');
  await rule.fill(before);
  await page.locator('.criterion textarea.rule[aria-invalid="false"]').first().waitFor();
  assert.deepEqual(seen, { foreign: [], errors: [] });
  await close();
});

test('somebody who was faster is shown, and no word is lost', async () => {
  const { page, close } = await open('draft/NCT07003568');
  const now = await api('maintenance/drafts/NCT07003568');
  const title = page.locator('#field-title');
  await page.locator('summary', { hasText: 'Title, summary' }).click();
  await title.fill('My title');
  await api('maintenance/drafts/NCT07003568', { base: now.base, content: { ...now.content, title: 'Their title' }, why: 'was faster' });
  await page.locator('#draft-why').fill('mine');
  await page.locator('button', { hasText: 'Save draft' }).click();
  const conflict = page.locator('.conflict');
  await conflict.waitFor();
  assert.match(await conflict.innerText(), /Their title/);
  assert.match(await conflict.innerText(), /was faster/);
  assert.equal(await title.inputValue(), 'My title');
  await shot(page, 'conflict');
  await conflict.locator('button', { hasText: 'Go on with my words' }).click();
  await page.locator('button', { hasText: 'Save draft' }).click();
  await page.locator('summary', { hasText: '2 saves' }).waitFor();
  const saved = await api('maintenance/drafts/NCT07003568');
  assert.equal(saved.content.title, 'My title');
  await api('maintenance/discard/NCT07003568', { base: saved.base, why: 'only a test' });
  await close();
});

test('a record is worded, reviewed, previewed and published, and answers come from it', async () => {
  const { page, seen, close } = await open(`draft/${ID}`);
  // Nobody words it: a review is refused.
  await page.locator('#draft-why').fill('from the record');
  await page.locator('button', { hasText: 'Save draft' }).click();
  await page.locator('.state', { hasText: 'Draft' }).waitFor();
  await page.locator('#draft-why').fill('too early');
  await page.locator('button', { hasText: 'Reviewed: right as saved' }).click();
  await page.locator('.conflict').waitFor();
  assert.match(await page.locator('.conflict').innerText(), /still the drafter's/);
  for (let left = await page.locator('button:visible', { hasText: 'Say it as the rule' }).count(); left > 0; left -= 1)
    await page.locator('button:visible', { hasText: 'Say it as the rule' }).first().click();
  await page.locator('[data-criterion="ZZ"] textarea.rule').fill('not_public "further criteria were not seen"');
  await page.locator('[data-criterion="ZZ"] textarea').first().fill('Further criteria were not seen');
  await page.locator('#draft-why').fill('worded');
  await page.locator('button', { hasText: 'Save draft' }).click();
  await page.locator('summary', { hasText: '2 saves' }).waitFor();
  await page.locator('#draft-why').fill('read against the record');
  await page.locator('button', { hasText: 'Reviewed: right as saved' }).click();
  await page.locator('.state', { hasText: 'Reviewed' }).waitFor();
  await page.locator('.views a', { hasText: 'Publish' }).click();
  await page.locator('button', { hasText: 'Preview' }).click();
  await page.locator('.preview').waitFor();
  assert.match(await page.locator('.preview').innerText(), /trial new/);
  await shot(page, 'preview');
  await page.locator('#publish-why').fill('a new trial');
  await page.locator('button', { hasText: 'Publish this' }).click();
  await page.locator('#published').waitFor();
  assert.equal((await api(`trials/${ID}`)).title, 'BCMA CAR-T in Invented Myeloma');
  await page.locator('.views a', { hasText: 'Revisions' }).click();
  await page.locator('#revisions-heading').waitFor();
  assert.match(await page.locator('table.list tbody tr').first().innerText(), /a new trial/);
  await page.locator('button', { hasText: 'What changed' }).first().click();
  await page.locator('.shown .changes').waitFor();
  assert.match(await page.locator('.shown').innerText(), new RegExp(ID));
  await shot(page, 'what-changed');
  assert.deepEqual(seen.foreign, []);
  await close();
});

for (const width of [1280, 390]) {
  test(`maintenance: nothing overflows and axe finds no barrier at ${width} pixels`, async () => {
    for (const view of ['queue', `draft/NCT07003568`, `draft/${ID}`, 'publish', 'revisions', 'freshness', 'coverage']) {
      const { page, seen, close } = await open(view, width);
      await page.locator('#view h1').waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 1, `${view}: ${wide} pixels too wide`);
      await shot(page, `${view.replace('/', '-')}-${width}`);
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setBypassCSP', { enabled: true });
      await session.send('Runtime.evaluate', { expression: AXE });
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
      assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 120)).join(' | ')}`), [], view);
      assert.deepEqual(seen, { foreign: [], errors: [] });
      await close();
    }
  });
}
