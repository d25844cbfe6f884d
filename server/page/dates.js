// Dates of a profile may be a year, a month or a day; each is a range of days.

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dayNumber = (year, month, day) => Math.round(Date.UTC(year, month, day) / DAY_MS);

/** "2021-04" -> {from, to, precision}: days since 1970, both included. Null when it is no date. */
export function readDate(text) {
  const found = SHAPE.exec(typeof text === 'string' ? text.trim() : '');
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (month === null) return { from: dayNumber(year, 0, 1), to: dayNumber(year, 11, 31), precision: 'year' };
  if (month < 1 || month > 12) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day === null) {
    return { from: dayNumber(year, month - 1, 1), to: dayNumber(year, month - 1, last), precision: 'month' };
  }
  if (day < 1 || day > last) return null;
  const at = dayNumber(year, month - 1, day);
  return { from: at, to: at, precision: 'day' };
}

export const isDate = (text) => readDate(text) !== null;

export function isFullDate(text) {
  return readDate(text)?.precision === 'day';
}

const iso = (date) => date.toISOString().slice(0, 10);
export const dayToIso = (day) => iso(new Date(day * DAY_MS));

/** Today where the reader sits. */
export function today() {
  const now = new Date();
  return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

export function addDays(text, days) {
  const range = readDate(text);
  return range ? dayToIso(range.from + days) : text;
}

/** "2026-08-22" -> "22 Aug 2026"; "2021-04" -> "Apr 2021". Anything else is given back as it is. */
export function sayDate(text) {
  if (!isDate(text)) return text ? String(text) : 'no date';
  const [year, month, day] = text.trim().split('-');
  if (!month) return year;
  const words = `${MONTHS[Number(month) - 1]} ${year}`;
  return day ? `${Number(day)} ${words}` : words;
}

/** Completed years at `asOf`: "63", "62-63" when the birth date is imprecise, or null. */
export function ageAt(birth, asOf) {
  const born = readDate(birth);
  const now = readDate(asOf);
  if (!born || !now) return null;
  const years = (from) => {
    const start = new Date(from * DAY_MS);
    const end = new Date(now.from * DAY_MS);
    const before = end.getUTCMonth() * 100 + end.getUTCDate() < start.getUTCMonth() * 100 + start.getUTCDate();
    return end.getUTCFullYear() - start.getUTCFullYear() - (before ? 1 : 0);
  };
  const [youngest, oldest] = [years(born.to), years(born.from)];
  return youngest === oldest ? String(oldest) : `${youngest}–${oldest}`;
}
