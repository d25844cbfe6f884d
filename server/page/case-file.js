// One case as the server keeps it: versions, shortlist, overrides, and who changed what.
import { closeCase, leaveCase, mayChange, isCoordinator, reopenCase, storeProfile, takeBack } from './case-actions.js';
import { stateChip, verdictChip } from './chips.js';
import { sayDate } from './dates.js';
import { el, fold } from './dom.js';
import { reasonForm } from './reason-form.js';
import { change, get } from './store.js';
import { count, plain } from './words.js';

const sayMoment = (at) => `${sayDate(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`;

function head(record, onPaper) {
  const facts = [`patient ${record.patient}`, `coordinator ${record.coordinator}`, `profile ${record.profile}`, `opened ${sayDate(record.opened.slice(0, 10))}`];
  return el('header', null,
    el('h1', onPaper ? null : { id: 'cases-heading', tabindex: '-1' }, 'Case ', el('span', { class: 'case-id' }, record.case),
      el('span', { class: 'aside' }, record.state === 'open' ? 'open' : `closed ${sayDate(record.closed.slice(0, 10))}, because ${record.close_reason}`)),
    el('p', { class: 'hint' }, facts.join(', ')));
}

function actions() {
  return el('div', { class: 'case-actions' },
    el('button', { type: 'button', class: 'primary', onclick: () => change({ view: 'trials' }) }, 'See its trials'),
    el('button', { type: 'button', class: 'quiet', onclick: () => change({ view: 'case' }) }, 'See its profile'),
    el('button', { type: 'button', class: 'quiet', id: 'all-cases', onclick: leaveCase }, 'All cases'));
}

function unstored() {
  if (!get('edited') || !mayChange()) return null;
  return el('div', { class: 'outdated' }, el('p', null, 'The profile was changed and is not stored. A match of it leaves the overrides out.'),
    reasonForm({ label: 'What is new (may be empty)', needed: false, button: 'Store as the next version', onreason: storeProfile }));
}

function shortlist(record) {
  const answers = get('answer')?.answers ?? [];
  return el('section', { class: 'block' }, el('h2', null, 'Shortlist'),
    record.shortlist.length ? el('ul', { class: 'listing' }, record.shortlist.map(({ trial, note, by, at }) => {
      const answer = answers.find((each) => each.trial === trial);
      return el('li', null, el('a', { href: `#trials/${encodeURIComponent(trial)}`, class: 'code' }, trial), answer ? [' ', verdictChip(answer)] : null,
        answer ? el('p', null, answer.title) : el('p', { class: 'is-missing' }, 'not in the catalogue now'),
        el('p', { class: 'hint' }, note ? `${note} (${by}, ${sayMoment(at)})` : `${by}, ${sayMoment(at)}`));
    })) : el('p', { class: 'empty' }, 'Nothing yet. Open a trial to put it here.'));
}

/** As the answer tells it: whether it holds. */
const toldOf = (said) => get('answer')?.answers.find(({ trial }) => trial === said.trial)
  ?.criteria.find(({ id }) => id === said.criterion)?.override;

function overrideItem(said, present) {
  const told = said.ended ? null : toldOf(said);
  const lapsed = told && told.number === said.number && !told.holds ? told.lapsed : null;
  return el('li', { class: said.ended || lapsed ? 'is-lapsed' : '' },
    el('p', null, el('a', { href: `#trials/${encodeURIComponent(said.trial)}`, class: 'code' }, said.trial), ' ', el('span', { class: 'code' }, said.criterion), ' ', stateChip(said.state)),
    el('p', null, `Because ${said.because}`),
    el('p', { class: 'hint' }, `${said.by}, ${sayMoment(said.at)}${said.until ? `, until ${sayDate(said.until)}` : ''}${said.profile === present ? '' : `, on profile ${said.profile}`}`),
    lapsed ? el('p', { class: 'hint' }, `Does not hold: ${lapsed}.`) : null,
    said.ended ? el('p', { class: 'hint' }, `Ended ${sayMoment(said.ended)} by ${said.ended_by}, because ${said.ended_because}`) : null,
    !said.ended && mayChange() ? el('div', { class: 'say' }, fold('Withdraw', reasonForm({ label: 'Why it is withdrawn', button: 'Withdraw', onreason: (why) => takeBack(said.number, why) }))) : null);
}

function overrides(record) {
  const holding = record.overrides.filter(({ ended }) => !ended);
  const ended = record.overrides.filter((each) => each.ended);
  return el('section', { class: 'block' }, el('h2', null, 'Overrides'),
    holding.length ? el('ul', { class: 'listing' }, holding.map((each) => overrideItem(each, record.profile)))
      : el('p', { class: 'empty' }, 'None. The program’s own findings count.'),
    ended.length ? fold(count(ended.length, 'ended one'), el('ul', { class: 'listing' }, ended.map((each) => overrideItem(each, record.profile)))) : null);
}

function profiles(record) {
  return el('section', { class: 'block' }, el('h2', null, 'Profile versions'),
    el('ol', { class: 'listing' }, [...record.profiles].reverse().map(({ number, by, at, because }) => el('li', null,
      el('p', null, `Version ${number}${number === record.profile ? ', the present one' : ''}`),
      el('p', { class: 'hint' }, `${by}, ${sayMoment(at)}${because ? `: ${because}` : ''}`)))));
}

const entryWords = ({ action, detail }) => [plain(action.replace('.', ' ')),
  ...Object.entries(detail ?? {}).filter(([key]) => key !== 'state').map(([key, value]) => `${key} ${value}`)].join(', ');

function trail() {
  const entries = [...get('trail')].reverse();
  if (!entries.length) return null;
  const item = ({ number, at, by, via, ...entry }) => el('li', null, el('span', { class: 'code' }, String(number)), ` ${entryWords(entry)}`,
    el('span', { class: 'hint' }, ` ${by}, ${sayMoment(at)}, ${via}`));
  return el('section', { class: 'block' }, el('h2', null, 'Who changed what'),
    el('ol', { class: 'listing is-trail' }, item(entries[0])),
    entries.length > 1 ? fold(`All ${entries.length} entries`, el('ol', { class: 'listing is-trail' }, entries.slice(1).map(item))) : null);
}

function ending(record) {
  if (!isCoordinator()) return null;
  return el('section', { class: 'block no-print' }, record.state === 'open'
    ? fold('Close this case', reasonForm({ label: 'Why', button: 'Close it', onreason: closeCase }))
    : fold('Open it again', reasonForm({ label: 'Why', button: 'Open it', onreason: reopenCase })));
}

/** Also used on paper, where nothing can be done and ids stand once. */
export function caseFile(record, onPaper = false) {
  return el('article', { class: 'case-file' }, head(record, onPaper), onPaper ? null : [actions(), unstored()],
    el('div', { class: 'case-columns' }, el('div', null, shortlist(record), overrides(record)), el('div', null, profiles(record), trail(), ending(record))));
}
