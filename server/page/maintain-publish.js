// Publishing what was reviewed: first the preview, then exactly what it showed.
import { announce } from './announce.js';
import { el, fill } from './dom.js';
import { count } from './words.js';
import * as api from './maintain-api.js';
import { impactSection } from './maintain-impact.js';
import { draftLink, hasReason, problemList, reasonField, stampWords, stepList } from './maintain-parts.js';

const coverageWords = ({ trials, curated, criteria_of_curated: all }) => `${count(trials, 'trial')}, ${curated} curated; ${all.ruled} of ${count(all.stated, 'criterion', 'criteria')} ruled, ${all.not_evaluated} not evaluated`;

/** What a preview shows; also of a restore. */
export function previewNode({ revision, files, problems, changes, lint, coverage, impact }) {
  return el('div', { class: 'preview' },
    el('p', null, `Revision ${revision.number} would change ${count(files.length, 'file')}.`),
    problems.length ? el('section', null, el('h3', null, 'Problems'), problemList(problems)) : null,
    impactSection(impact),
    el('section', null, el('h3', null, 'Changes'), stepList(changes)),
    el('section', null, el('h3', null, `Lint: ${lint.new.length} new, ${lint.gone.length} gone`), lint.new.length ? problemList(lint.new) : null),
    el('section', null, el('h3', null, 'Coverage'), el('p', null, coverageWords(coverage.before)), el('p', null, `then ${coverageWords(coverage.after)}`)));
}

export async function publishView({ changed }) {
  const { entries } = await api.queue();
  const reviewed = entries.filter(({ state }) => state === 'reviewed');
  const chosen = new Set(reviewed.map(({ path }) => path));
  const shown = el('div', { 'aria-live': 'polite' });
  const why = reasonField('publish-why', 'Why');
  let seen = null;
  const publishButton = el('button', { type: 'button', class: 'primary', disabled: true, onclick: () => act(publish) }, 'Publish this');
  const previewButton = el('button', { type: 'button', class: 'primary', disabled: !reviewed.length, onclick: () => act(preview) }, 'Preview');

  async function act(action) {
    try {
      await action();
    } catch (error) {
      seen = null;
      publishButton.disabled = true;
      fill(shown, el('div', { class: 'failure' }, error.message), problemList(error.problems ?? []));
    }
  }
  async function preview() {
    const ids = [...chosen];
    seen = { ids, answer: await api.preview({ ids }) };
    publishButton.disabled = seen.answer.problems.some(({ severity }) => severity !== 'warning');
    fill(shown, previewNode(seen.answer));
    announce('The preview is shown.');
  }
  async function publish() {
    if (!seen || !hasReason(why.input)) return;
    const done = await api.publish({ ids: seen.ids, expect: seen.answer.revision.catalogue, why: why.input.value.trim() });
    publishButton.disabled = true;
    fill(shown, el('p', { class: 'done', id: 'published' }, `Published as revision ${done.revision.number}. Answers come from it now.`));
    announce(`Published as revision ${done.revision.number}.`);
    await changed();
  }
  const choose = (path) => (event) => {
    if (event.target.checked) chosen.add(path);
    else chosen.delete(path);
    seen = null;
    publishButton.disabled = true;
    previewButton.disabled = chosen.size === 0;
  };
  return el('section', { 'aria-labelledby': 'publish-heading' },
    el('h1', { id: 'publish-heading' }, 'Publish'),
    reviewed.length ? el('ul', { class: 'choices' }, reviewed.map(({ id, path, title, review }) => el('li', null,
      el('input', { type: 'checkbox', id: `choose-${path}`, checked: true, onchange: choose(path) }),
      el('div', null, el('label', { for: `choose-${path}` }, title || path), ' ', draftLink(id), el('p', { class: 'hint' }, `Reviewed by ${stampWords(review)}`)))))
      : el('p', { class: 'empty' }, 'No draft is reviewed. A draft is reviewed on its own page.'),
    el('div', { class: 'bar' }, previewButton, why.node, publishButton), shown);
}
