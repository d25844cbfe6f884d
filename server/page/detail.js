// One trial in detail. The match already holds the reasons; the explanation adds each rule as written and as read.
import * as api from './api.js';
import { completenessNote, freshnessChip, tally, targetTags, verdictChip } from './chips.js';
import { criteriaTable, sourceBlock } from './criteria.js';
import { el, fill, icon } from './dom.js';
import { evidenceBlock } from './evidence.js';
import { forgetFunnels, funnelBlock, funnelOnPaper, mayCount } from './funnel.js';
import { scoreParts, scoreWords } from './score.js';
import { centresOf, distanceWords, placeWords, siteChip, statusDateWords } from './sites.js';
import { shortlistBlock } from './shortlist.js';
import { get, watch } from './store.js';
import { capital, country, phaseWords, plain } from './words.js';

const explained = new WeakMap(); // answer -> its fuller explanation

function centreItem(site) {
  return el('li', null, siteChip(site.status),
    el('div', null, el('strong', null, site.name), site.local ? el('span', { lang: 'zh', class: 'local' }, site.local) : null,
      el('span', { class: 'where' }, `${placeWords(site)}, ${distanceWords(site.distance)}, ${statusDateWords(site.asOf)}`),
      site.why ? el('p', { class: 'why' }, site.why) : null));
}

function centres(answer) {
  const sites = centresOf(answer);
  return el('section', { class: 'block' }, el('h3', null, 'Centres'),
    sites.length ? el('ul', { class: 'centres' }, sites.map(centreItem)) : el('p', { class: 'empty' }, 'No centre is recorded for this trial.'));
}

const SLOT_TITLES = { cohort: 'Cohorts', arm: 'Arms', part: 'Parts', phase: 'Phases', stage: 'Stages', country: 'Countries' };

function slotsTitle(slots) {
  const titles = [...new Set(slots.map(({ kind }) => SLOT_TITLES[kind] ?? 'Cohorts'))];
  return titles.map((title, i) => (i ? title.toLowerCase() : title)).join(' and ');
}

function cohorts(answer) {
  if (!answer.cohorts?.length) return null;
  return el('section', { class: 'block' }, el('h3', null, slotsTitle(answer.cohorts)),
    el('ul', { class: 'cohorts' }, answer.cohorts.map((cohort) => el('li', null,
      el('span', null, `${capital(plain(cohort.kind ?? 'cohort'))} `, el('span', { class: 'code' }, cohort.id)),
      cohort.countries ? el('span', null, cohort.countries.map(country).join(', ')) : null, cohort.title ? el('span', null, cohort.title) : null, verdictChip(cohort),
      cohort.recruiting || cohort.status ? siteChip(cohort.recruiting ?? cohort.status) : null,
      cohort.why ? el('p', { class: 'why' }, cohort.why) : null))));
}

function identity(answer) {
  const trial = get('trials').get(answer.trial) ?? {};
  const words = [phaseWords(trial.phase),
    trial.sponsor ?? 'sponsor not recorded', trial.modality ? plain(trial.modality) : null, trial.construct ?? null];
  return el('p', { class: 'identity' }, el('span', { class: 'code' }, answer.trial), targetTags(answer.targets),
    el('span', null, words.filter(Boolean).map((each, i) => (i ? each : capital(each))).join(', ')), trial.source ? sourceBlock(trial.source) : null);
}

function head(answer) {
  const summary = answer.summary ?? get('trials').get(answer.trial)?.summary;
  return el('header', null,
    el('p', { class: 'detail-rank' }, `Rank ${answer.rank ?? 'not given'} of ${get('answer').answers.length}, ${scoreWords(answer).toLowerCase()}`),
    el('h2', { tabindex: '-1' }, answer.title ?? answer.trial),
    el('p', { class: 'card-chips' }, verdictChip(answer), siteChip(answer.recruiting), freshnessChip(answer.freshness)),
    identity(answer),
    summary ? el('p', { class: 'lede' }, summary) : null);
}

function criteria(answer) {
  return el('section', { class: 'block' }, el('h3', null, 'Criteria'), tally(answer.criteria), completenessNote(answer.completeness),
    criteriaTable(answer, `Criteria of ${answer.trial}, failing ones first`));
}

function overCases({ trial }, onPaper) {
  if (!mayCount(get('me'))) return null;
  const content = (onPaper ? funnelOnPaper : funnelBlock)(trial, get('answer').as_of);
  return content ? el('section', { class: 'block' }, el('h3', null, 'All open cases'), content) : null;
}

watch(['cases'], forgetFunnels);

/** Everything about an answer but the way to close it. On paper nothing can be asked for. */
export function detailBody(answer, onPaper = false) {
  return [head(answer), criteria(answer), cohorts(answer), centres(answer), overCases(answer, onPaper), evidenceBlock(answer),
    el('section', { class: 'block' }, el('h3', null, 'How the score is made'), scoreParts(answer.score_parts))];
}

// Rank and score stay those of the whole match: an explanation looks at one trial alone.
const merged = (answer, more) => ({
  ...more,
  ...answer,
  criteria: (more.criteria ?? answer.criteria ?? []).map((each) => ({ ...(answer.criteria ?? []).find(({ id }) => id === each.id), ...each })),
});

// The reader who was inside stays inside, though what had the focus is drawn anew.
function refill(holder, body) {
  const inside = holder.contains(document.activeElement);
  fill(holder, body);
  if (inside) holder.querySelector('h2')?.focus({ preventScroll: true });
}

async function explain(answer, holder) {
  const profile = get('text');
  if (explained.has(answer) || get('outdated')) return;
  try {
    explained.set(answer, merged(answer, await api.explain(profile, answer.trial, get('asOf'))));
    if (holder.isConnected) refill(holder, detailBody(explained.get(answer)));
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    holder.append(el('p', { class: 'failure' }, `The rules as written could not be loaded. ${error.message}`));
  }
}

export function detail(answer, onClose) {
  const holder = el('div', { class: 'detail-body' }, detailBody(explained.get(answer) ?? answer));
  explain(answer, holder);
  return [el('button', { type: 'button', class: 'quiet with-icon close', id: 'close-detail', onclick: onClose },
    icon('close'), 'Close'), shortlistBlock(answer.trial), holder];
}
