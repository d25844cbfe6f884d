// Says a result to screen readers. The region is emptied first, so that the same words are said again.
import { byId } from './dom.js';

export function announce(words) {
  const region = byId('live');
  region.textContent = '';
  setTimeout(() => { region.textContent = words; }, 60);
}
