// What goes on paper: the case, what to ask for, the ranked list, and the first trials in full.
import { missingFacts, unlockList } from './ask-view.js';
import { reasonLine } from './card.js';
import { caseFile } from './case-file.js';
import { verdictWords } from './chips.js';
import { sayDate } from './dates.js';
import { detailBody } from './detail.js';
import { byId, el, fill } from './dom.js';
import { shownAnswers } from './filters.js';
import { patternPicture } from './pattern.js';
import { get, watch } from './store.js';
import { centresOf, placeWords } from './sites.js';
import { causeWords, documentWords, plain, siteStateOf } from './words.js';

const IN_FULL = 5;

function listRow(answer) {
  const [site] = centresOf(answer);
  return el('tr', null,
    el('td', null, String(answer.rank ?? '')),
    el('th', { scope: 'row' }, answer.title ?? answer.trial, el('span', { class: 'code' }, answer.trial), (answer.targets ?? []).join(', ')),
    el('td', null, verdictWords(answer), el('p', { class: 'why' }, reasonLine(answer))),
    el('td', null, siteStateOf(answer.recruiting).words, el('p', { class: 'why' }, site ? `${site.name}, ${placeWords(site)}` : 'no centre recorded')));
}

function rankedTable(answers, total) {
  return el('section', null, el('h2', null, `Ranked trials, ${answers.length} of ${total} shown`),
    el('table', { class: 'ranked-table' },
      el('thead', null, el('tr', null, ['Rank', 'Trial', 'Verdict', 'Recruitment'].map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', null, answers.map(listRow))));
}

function askSection(answer) {
  const facts = missingFacts(answer);
  return el('section', null, el('h2', null, 'What to ask for next'), unlockList(answer, false),
    facts.length ? el('ul', { class: 'missing-list' }, facts.map(({ fact, documents, causes, trials }) => el('li', null,
      el('strong', null, plain(fact)), `: ${[...causes].map(causeWords).join(', ')}; ask for ${[...documents].map(documentWords).join(', ') || 'a record of it'}`,
      ` (${trials.size} waiting)`))) : null);
}

function inFull(answers) {
  return answers.slice(0, IN_FULL).map((answer) => el('article', { class: 'full' }, detailBody(answer, true)));
}

// The trial on screen comes first when it is not among the first ones anyway.
function chosenFirst(answers) {
  const chosen = answers.find(({ trial }) => trial === get('selected'));
  return chosen && answers.indexOf(chosen) >= IN_FULL ? [chosen, ...answers] : answers;
}

function paint() {
  const answer = get('answer');
  if (!answer) {
    fill(byId('report'));
    return;
  }
  const shown = shownAnswers();
  fill(byId('report'),
    el('h1', null, `Case ${answer.patient ?? 'without id'}, as of ${sayDate(answer.as_of)}`),
    get('openCase') ? caseFile(get('openCase'), true) : null,
    patternPicture(get('profile') ?? {}, answer.as_of),
    askSection(answer), rankedTable(shown, answer.answers.length),
    el('h2', null, `The first ${Math.min(IN_FULL, shown.length)} in full`), inFull(chosenFirst(shown)));
  // Paper cannot unfold anything.
  byId('report').querySelectorAll('details').forEach((each) => { each.open = true; });
}

/** Painted when paper is asked for, and when a match comes in, so that a print preview is never empty. */
export function mountReport() {
  window.addEventListener('beforeprint', paint);
  window.matchMedia('print').addEventListener('change', ({ matches }) => { if (matches) paint(); });
  watch(['answer', 'openCase', 'trail'], paint);
}
