// What the page shows of all open cases: the attrition of a trial, what a publication changes, records that are no trials.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const URL_OF_SERVER = process.env.CARTWRIGHT_URL;
const SHOTS = process.env.CARTWRIGHT_SHOTS;
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TRIAL = 'NCT07003568';
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CARTWRIGHT_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
});
after(() => browser?.close());

async function open(path, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const seen = { foreign: [], errors: [] };
  page.on('request', (request) => { if (!request.url().startsWith(URL_OF_SERVER) && !request.url().startsWith('data:')) seen.foreign.push(request.url()); });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') seen.errors.push(message.text()); });
  await page.goto(`${URL_OF_SERVER}${path}`, { waitUntil: 'networkidle' });
  return { page, seen, close: () => context.close() };
}

const api = async (path, body) => (await fetch(`${URL_OF_SERVER}/v1/${path}`, body
  ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})).json();

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `${where}: ${wide} pixels too wide`);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await session.send('Runtime.evaluate', { expression: AXE });
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
  assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 120)).join(' | ')}`), [], where);
}

async function openTrial(width) {
  const [{ case: id }] = (await api('cases')).cases;
  const opened = await open(`/#cases/${id}`, width);
  await opened.page.locator('.views a[data-view="trials"]').click();
  await opened.page.locator('.card').first().waitFor({ state: 'attached' });
  await opened.page.evaluate((trial) => { location.hash = `#trials/${trial}`; }, TRIAL);
  await opened.page.locator('#detail table.criteria').waitFor();
  return opened;
}

for (const width of [1280, 390]) {
  test(`the attrition of a trial is a picture with its numbers, by keyboard, at ${width} pixels`, async () => {
    const { page, seen, close } = await openTrial(width);
    const asked = page.waitForResponse((response) => response.url().includes('/funnel'));
    await page.locator('#detail .funnel-block summary').focus();
    await page.keyboard.press('Enter');
    const counted = await (await asked).json();
    await page.locator('#detail .funnel-picture').waitFor();
    const costly = counted.criteria.filter(({ alone }) => alone.not_met > 0);
    const rows = page.locator('#detail .funnel-picture > .funnel > li');
    assert.equal(await rows.count(), costly.length);
    const words = await page.locator('#detail .funnel-picture').innerText();
    assert.match(words, new RegExp(`Of ${counted.cases} open cases`));
    const lost = costly.find(({ in_order: order }) => order?.lost > 0);
    if (lost) assert.match(await page.locator(`#detail .funnel-picture > .funnel > li[data-criterion="${lost.id}"]`).innerText(), new RegExp(`${lost.in_order.lost} lost here, ${lost.in_order.left} left`));
    const bars = await page.locator('#detail .funnel-picture > .funnel .funnel-bar').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
    assert.ok(bars.length > 0 && bars.every((wide) => wide > 40), `bars are seen: ${bars.slice(0, 3)}`);
    await page.locator('#detail .funnel-choice select').selectOption('cost');
    const failing = await rows.evaluateAll((all) => all.map(({ dataset }) => dataset.criterion));
    const of = (id) => costly.find((row) => row.id === id).alone.not_met;
    assert.ok(failing.every((id, i) => i === 0 || of(failing[i - 1]) >= of(id)), 'most failing first');
    await fits(page, 'a trial over all cases');
    await shot(page, `funnel-${width}`);
    await page.emulateMedia({ media: 'print' });
    if (width === 1280) await page.locator('#report .funnel-picture').first().waitFor(); // what was counted is on paper
    assert.deepEqual(seen, { foreign: [], errors: [] });
    await close();
  });

  test(`the preview tells which open cases change before anything is published, at ${width} pixels`, async () => {
    const now = await api(`maintenance/drafts/${TRIAL}`);
    const young = { id: 'I99', kind: 'inclusion', says: 'Not older than 30', rule: 'age <= 30 y', source: now.published.source, verified: false };
    const saved = await api(`maintenance/drafts/${TRIAL}`, { base: now.base, content: { ...now.published, criteria: [young, ...now.published.criteria] }, why: 'a test' });
    const reviewed = await api(`maintenance/review/${TRIAL}`, { base: saved.base, why: 'a test' });
    assert.equal(reviewed.state, 'reviewed', JSON.stringify(reviewed.problems));
    const { page, seen, close } = await open('/maintain#publish', width);
    await page.locator('button', { hasText: 'Preview' }).click();
    await page.locator('#impact').waitFor();
    const { impact } = await api('maintenance/preview', {});
    assert.ok(impact.touched > 0, 'somebody is older than 30');
    const words = await page.locator('#impact').innerText();
    assert.match(words, new RegExp(`changes ${impact.touched} of 12 open cases`));
    assert.match(words, /because of the rule I99/);
    const [first] = impact.trials[0].cases;
    assert.ok(await page.locator(`#impact tr[data-case="${first.case}"]`).isVisible());
    await fits(page, 'the preview');
    await shot(page, `impact-${width}`);
    await page.goto(`${URL_OF_SERVER}/maintain#draft/${TRIAL}`, { waitUntil: 'networkidle' });
    await page.reload({ waitUntil: 'networkidle' });
    await page.locator('.funnel-block summary').click();
    await page.locator('.funnel-picture').waitFor();
    await fits(page, 'the draft with the funnel');
    await shot(page, `draft-funnel-${width}`);
    await api(`maintenance/discard/${TRIAL}`, { base: reviewed.base, why: 'a test' });
    assert.deepEqual(seen, { foreign: [], errors: [] });
    await close();
  });

  test(`search shows approvals and treatment approaches as such, at ${width} pixels`, async () => {
    const { page, seen, close } = await open('/#search', width);
    const words = page.locator('#search-words');
    await words.fill('zevorcabtagene autoleucel');
    await words.press('Enter');
    const product = page.locator('.result[data-kind="product"][data-id="zevorcabtagene_autoleucel"]');
    await product.locator('summary').click();
    await product.locator('h4').first().waitFor();
    assert.match(await product.innerText(), /China: approved, NMPA/);
    await words.fill('local radiotherapy');
    await words.press('Enter');
    const pathway = page.locator('.result[data-kind="pathway"][data-id="local_radiotherapy"]');
    await pathway.locator('summary').click();
    await pathway.locator('dl.record').waitFor();
    assert.match(await pathway.innerText(), /Fits/);
    await fits(page, 'the search');
    await shot(page, `search-${width}`);
    assert.deepEqual(seen, { foreign: [], errors: [] });
    await close();
  });
}
