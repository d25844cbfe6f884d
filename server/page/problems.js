// The server's problems with a profile: place, message, hint. A place leads to its field.
import { el, icon } from './dom.js';
import { count } from './words.js';

const isError = ({ severity }) => severity !== 'warning';

function problemItem(problem, showPlace) {
  const error = isError(problem);
  const place = problem.where || 'the whole profile';
  return el('li', { class: `problem ${error ? 'is-error' : 'is-warning'}` },
    icon(error ? 'not_met' : 'warning'),
    el('div', null,
      el('p', null, el('strong', null, error ? 'Error' : 'Warning'), ' at ',
        el('button', { type: 'button', class: 'place', onclick: () => showPlace(problem.where ?? '') }, place)),
      el('p', null, problem.message),
      problem.hint ? el('p', { class: 'hint' }, problem.hint) : null));
}

function headline(problems) {
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  const parts = [errors ? count(errors, 'error') : null, warnings ? count(warnings, 'warning') : null];
  return `${parts.filter(Boolean).join(' and ')} in the profile`;
}

/** Null when there is nothing to say. Errors stand before warnings. */
export function problemPanel(problems, showPlace) {
  if (!problems.length) return null;
  const sorted = [...problems].sort((a, b) => Number(isError(b)) - Number(isError(a)));
  return el('section', { class: 'problems', 'aria-labelledby': 'problems-heading' },
    el('h2', { id: 'problems-heading', tabindex: '-1' }, headline(problems)),
    problems.some(isError) ? el('p', null, 'Nothing was matched. Mend the errors, then find the trials again.') : null,
    el('ul', null, sorted.map((each) => problemItem(each, showPlace))));
}
