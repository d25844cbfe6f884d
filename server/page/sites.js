// Centres of an answer, joined with the catalogue's names and places.
import { sayDate } from './dates.js';
import { el, icon } from './dom.js';
import { get } from './store.js';
import { country, siteStateOf } from './words.js';

/** A centre entry of an answer with its name and place; what nobody recorded is null. */
export function centreOf(entry) {
  const known = get('centres').get(entry.centre) ?? {};
  return {
    name: known.name ?? entry.name ?? entry.facility ?? entry.centre ?? 'Centre not recorded',
    local: known.name_local ?? entry.name_local ?? null,
    city: entry.city ?? known.city ?? null,
    country: entry.country ?? known.country ?? null,
    status: entry.status ?? 'unknown',
    asOf: entry.status_as_of ?? null,
    distance: typeof entry.distance_km === 'number' ? entry.distance_km : null,
    why: entry.why ?? '',
  };
}

const STATUS_ORDER = ['open', 'not_yet', 'unknown', 'closed'];

/** Open ones first, then the nearest; a distance not known comes last. */
export function centresOf(answer) {
  const order = (site) => STATUS_ORDER.indexOf(site.status);
  return (answer.centres ?? []).map(centreOf)
    .sort((a, b) => order(a) - order(b) || (a.distance ?? Infinity) - (b.distance ?? Infinity));
}

export const countriesOf = (answer) => [...new Set(centresOf(answer).map((site) => site.country).filter(Boolean))];

export const distanceWords = (km) => (km === null ? 'distance not known' : `${Math.round(km).toLocaleString('en-GB')} km away`);

export function placeWords(site) {
  return [site.city ?? 'city not recorded', site.country ? country(site.country) : null].filter(Boolean).join(', ');
}

export const statusDateWords = (asOf) => (asOf ? `status of ${sayDate(asOf)}` : 'status date not recorded');

/** Open or closed, in words and shape. */
export function siteChip(status) {
  const { words, icon: shape } = siteStateOf(status);
  return el('span', { class: `chip site-${status in { open: 1, not_yet: 1, closed: 1 } ? status : 'unknown'}` }, icon(shape), words);
}
