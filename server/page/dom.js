// Builders for elements. Text goes through text nodes only, so data never becomes markup.

const SVG_NS = 'http://www.w3.org/2000/svg';

function append(node, child) {
  if (child === null || child === undefined || child === false) return;
  if (Array.isArray(child)) child.forEach((each) => append(node, each));
  else node.append(child instanceof Node ? child : String(child));
}

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else if (name === 'value' && 'value' in node) node.value = value;
  else if (value === true) node.setAttribute(name, '');
  else node.setAttribute(name, String(value));
}

function build(node, attributes, children) {
  children.forEach((child) => append(node, child));
  Object.entries(attributes ?? {}).forEach(([name, value]) => setAttribute(node, name, value));
  return node;
}

/** An HTML element: el('p', {class: 'note', onclick: f}, 'text', child, null). */
export function el(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** An SVG element; positions are attributes, never styles. */
export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(SVG_NS, tag), attributes, children);
}

/** A picture from icons.svg. Without a label it is decoration beside words. */
export function icon(name, label) {
  const meaning = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' };
  return svg('svg', { class: `icon icon-${name}`, viewBox: '0 0 20 20', focusable: 'false', ...meaning },
    svg('use', { href: `icons.svg#${name}` }));
}

/** Replaces everything in `node`. */
export function fill(node, ...children) {
  node.replaceChildren();
  children.forEach((child) => append(node, child));
  return node;
}

export const byId = (id) => document.getElementById(id);

let lastId = 0;
/** An id that no other element has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Words for ears only. */
export const unseen = (text) => el('span', { class: 'unseen' }, text);

/** A summary line and what it opens on demand. */
export function fold(summary, content, attributes = {}) {
  return el('details', attributes, el('summary', null, summary), content);
}
