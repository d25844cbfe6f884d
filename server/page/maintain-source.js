// The registry's text with the rules drafted from it: a span and its rule light up together, by mouse and by keyboard.
import { el } from './dom.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Text pieces and spans in their order; a span that overlaps an earlier one is left out. */
function piecesOf(text, drafted) {
  const bytes = encoder.encode(text);
  const piece = (begin, end) => decoder.decode(bytes.subarray(begin, end));
  const spans = drafted.map((item, index) => ({ ...item, index })).filter(({ begin, end }) => end > begin && end <= bytes.length)
    .sort((a, b) => a.begin - b.begin);
  const out = [];
  let at = 0;
  spans.forEach((span) => {
    if (span.begin < at) return;
    if (span.begin > at) out.push({ words: piece(at, span.begin) });
    out.push({ words: piece(span.begin, span.end), span });
    at = span.end;
  });
  if (at < bytes.length) out.push({ words: piece(at, bytes.length) });
  return out;
}

export const wordsOf = (text, { begin, end }) => decoder.decode(encoder.encode(text).subarray(begin, end)).trim();

/** Lights what belongs together: every element of the page with this data-item. */
export function lightUp(item, on) {
  document.querySelectorAll(`[data-item="${item}"]`).forEach((each) => each.classList.toggle('is-lit', on));
}

/** The handlers of an element that belongs to a drafted item. */
export function lights(item) {
  const on = () => lightUp(item, true);
  const off = () => lightUp(item, false);
  return { 'data-item': item, onmouseenter: on, onmouseleave: off, onfocusin: on, onfocusout: off };
}

/** Not understood: kept as it stands, for a person to read. */
export const unread = ({ rule }) => !rule || rule.startsWith('not_evaluated');
const kindOf = (item) => (unread(item) ? 'span-unread' : `span-rule span-${item.kind}`);

/** `choose(index)` goes to the item of a span. */
export function sourceText(record, choose) {
  if (!record.text) return el('p', { class: 'empty' }, 'The record holds no eligibility text.');
  const pick = (event, index) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(index);
  };
  return el('div', { class: 'source-text' }, piecesOf(record.text, record.drafted).map(({ words, span }) => (span
    ? el('mark', { class: kindOf(span), tabindex: 0, role: 'button', 'aria-label': `${words.trim()} (${span.rule ?? span.reason})`,
      onclick: (event) => pick(event, span.index), onkeydown: (event) => pick(event, span.index), ...lights(span.index) }, words)
    : words)));
}
