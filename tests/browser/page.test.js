// The page as a reader uses it: load a case, find trials, read why, print; by keyboard, wide and narrow.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const URL_OF_SERVER = process.env.CARTWRIGHT_URL;
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const DAY = '2026-11-22';
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CARTWRIGHT_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(() => browser?.close());

/** A fresh page that notes every request, error and broken policy. */
async function open(width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const seen = { foreign: [], errors: [] };
  page.on('request', (request) => { if (!request.url().startsWith(URL_OF_SERVER) && !request.url().startsWith('data:')) seen.foreign.push(request.url()); });
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') seen.errors.push(message.text()); });
  await page.goto(`${URL_OF_SERVER}/`, { waitUntil: 'networkidle' });
  return { page, seen, close: () => context.close() };
}

const profileOf = async (id) => (await fetch(`${URL_OF_SERVER}/v1/samples/${id}`)).text();

/** Chooses a sample and finds trials for the given day. */
async function match(page, sample = 'extraosseous-liver') {
  await page.locator(`[data-sample="${sample}"]`).click();
  await page.locator('.card').first().waitFor();
  const answered = page.waitForResponse((response) => response.url().includes('/v1/match'));
  await page.locator('#as-of').fill(DAY);
  await page.locator('#as-of').press('Enter');
  await answered;
  await page.locator('.card').first().waitFor();
}

test('a sample leads to ranked trials with verdicts and recruitment, and to criteria with reasons and sources', async () => {
  const { page, seen, close } = await open();
  await match(page);
  const answers = await (await fetch(`${URL_OF_SERVER}/v1/match?as_of=${DAY}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: await profileOf('extraosseous-liver') })).json();
  const shown = await page.locator('.card').evaluateAll((cards) => cards.map((card) => card.dataset.trial));
  assert.ok(shown.length >= 30, `${shown.length} cards`);
  assert.equal(shown[0], answers.answers[0].trial);
  await page.locator('.card[data-trial="NCT07003568"] .card-link').click();
  const rows = page.locator('#detail table.criteria [data-criterion]');
  await rows.first().waitFor();
  const expected = answers.answers.find(({ trial }) => trial === 'NCT07003568').criteria;
  assert.equal(await rows.count(), expected.length);
  const lvef = page.locator('#detail [data-criterion="I7"]');
  assert.equal(await lvef.getAttribute('data-state'), expected.find(({ id }) => id === 'I7').state);
  assert.match(await lvef.innerText(), /clinicaltrials\.gov/);
  assert.deepEqual(seen, { foreign: [], errors: [] });
  await close();
});

for (const width of [1280, 390]) {
  test(`nothing overflows and axe finds no barrier at ${width} pixels`, async () => {
    const { page, seen, close } = await open(width);
    const check = async (where) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 1, `${where}: ${wide} pixels too wide`);
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setBypassCSP', { enabled: true });
      await session.send('Runtime.evaluate', { expression: AXE });
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
      assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 120)).join(' | ')}`), [], where);
    };
    await check('the case');
    await match(page);
    await check('the trials');
    await page.locator('.card .card-link').first().click();
    await page.locator('#detail table.criteria').waitFor();
    await check('one trial');
    await page.locator('.views a[data-view="case"]').click();
    await check('the case with its documents');
    await page.locator('.views a[data-view="else"]').click();
    await check('what else');
    assert.deepEqual(seen.foreign, []);
    await close();
  });
}

test('the case shows its twelve documents and whom they keep waiting, and what else there is besides trials', async () => {
  const { page, seen, close } = await open();
  await match(page);
  await page.locator('.views a[data-view="case"]').click();
  assert.equal(await page.locator('.document').count(), 12);
  assert.match(await page.locator('[data-document="therapy_record"]').innerText(), /here/);
  assert.match(await page.locator('[data-document="marrow"]').innerText(), /missing/);
  await page.locator('.views a[data-view="else"]').click();
  assert.equal(await page.locator('.pathway').count(), 8);
  assert.match(await page.locator('[data-pathway="gprc5d_fcrh5_dual_car_t"]').innerText(), /in trials only/);
  assert.ok(await page.locator('.product-grid tbody tr').count() >= 9);
  await page.locator('.views a[data-view="case"]').click();
  await page.locator('[data-document="echo_pft"] .document-waits button').click();
  assert.ok(await page.locator('#view-trials').isVisible());
  assert.deepEqual(seen, { foreign: [], errors: [] });
  await close();
});

test('a bad profile shows every problem with its place', async () => {
  const { page, close } = await open();
  await page.locator('[data-sample="many-facts-missing"]').click();
  await page.locator('.card').first().waitFor();
  await page.locator('.views a[href="#case"]').click();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await page.locator('#json').fill('{"profile": "cartwright/patient@1", "id": "P-1", "tempo": "fast", "person": {"sex": "x"}}');
  await page.locator('#check').click();
  await page.locator('.problem').first().waitFor();
  const told = (await page.locator('.problem').allInnerTexts()).join('\n');
  assert.match(told, /tempo/);
  assert.match(told, /person\.sex/);
  await close();
});

test('the keyboard alone reaches a trial and its criteria', async () => {
  const { page, close } = await open();
  await match(page);
  await page.locator('.card-link').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('#detail table.criteria').waitFor();
  const focused = await page.evaluate(() => document.activeElement?.closest('#detail') !== null);
  assert.ok(focused, 'the reader is taken to the trial');
  await close();
});

test('paper holds the ranked list and the first trials in full', async () => {
  const { page, close } = await open();
  await match(page);
  await page.emulateMedia({ media: 'print' });
  const report = page.locator('#report');
  assert.ok(await report.isVisible());
  assert.match(await report.innerText(), /Ranked trials/);
  assert.ok(await report.locator('table.criteria').count() >= 3);
  await close();
});

test('words find records, with completion by keyboard, facets and the record itself', async () => {
  const { page, seen, close } = await open();
  await page.keyboard.press('/');
  const words = page.locator('#search-words');
  await words.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search-words');
  await page.keyboard.type('talq');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await words.getAttribute('aria-activedescendant'), await page.locator('[role=option][aria-selected=true]').getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.locator('.result').first().waitFor();
  assert.equal(await words.inputValue(), 'talquetamab');
  assert.ok(await page.locator('.result mark').count() > 0, 'hits are marked');
  assert.ok(!page.url().includes('talq'), 'words stay out of the address');
  const before = await page.locator('#search-total').innerText();
  await page.locator('[data-facet=kind][data-value=trial]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-facet=kind][data-value=trial][aria-pressed=true]').waitFor();
  assert.notEqual(await page.locator('#search-total').innerText(), before);
  assert.deepEqual([...new Set(await page.locator('.result').evaluateAll((all) => all.map((each) => each.dataset.kind)))], ['trial']);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.value), 'trial', 'the focus stays on the switch');
  await page.locator('.result summary').first().click();
  await page.locator('.result dl.record').first().waitFor();
  await words.fill('伊基奥仑赛');
  await words.press('Enter');
  await page.locator('.result[data-id="equecabtagene_autoleucel"]').waitFor();
  await words.fill('talquetamub');
  await words.press('Enter');
  await page.locator('#did-you-mean').click();
  await page.locator('.result[data-id="talquetamab"]').waitFor();
  assert.deepEqual(seen, { foreign: [], errors: [] });
  await close();
});

test('the search fits 390 pixels and axe finds no barrier', async () => {
  const { page, seen, close } = await open(390);
  await page.locator('[data-view=search]').click();
  await page.locator('#search-words').fill('GPRC5D');
  await page.locator('[role=option]').first().waitFor();
  for (const where of ['offers', 'results']) {
    if (where === 'results') {
      await page.locator('#search-words').press('Enter');
      await page.locator('.result').first().waitFor();
      await page.locator('.result summary').first().click();
      await page.locator('.record').first().waitFor();
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 1, `${where}: ${wide} pixels too wide`);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    await session.send('Runtime.evaluate', { expression: AXE });
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }));
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 120)).join(' | ')}`), [], where);
  }
  assert.deepEqual(seen.foreign, []);
  await close();
});
