type Fields = Readonly<Record<string, unknown>>;

/** Returns a value that is an object; an empty object for any other. */
export function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Returns the objects among the first `max` items of a list. */
export function records(value: unknown, max = 1000): readonly Fields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value.slice(0, max) : [];
  return items.filter((item) => typeof item === 'object' && item !== null).map(record);
}

/** Returns the objects of a list in parsed XML, where a single item is no list. */
export function elements(value: unknown): readonly Fields[] {
  return records(Array.isArray(value) ? value : [value]);
}

/** Matches a text that can be sent as a header, or as a part of one. */
export const header = /^[\x21-\x7e]{1,8192}$/;

/** Returns a text or number as text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

const maxLabelLength = 1000;
const maxIdLength = 256;

/** Returns a text that people wrote, as well-formed Unicode of at most 1,000 UTF-16 units. */
export function label(value: unknown): string {
  return text(value)
    .slice(0, maxLabelLength)
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Returns an id that a service gave; empty for one that no request could carry. */
export function idOf(value: unknown): string {
  const words = text(value);
  return words.length <= maxIdLength && isPlain(words) ? words : '';
}

/**
 * Returns a request id in the form of TEM's and COS's; `undefined` for anything else. Of a header that came twice, as from
 * COS behind a proxy, it is the first.
 */
export function requestIdOf(value: unknown): string | undefined {
  const [words = ''] = text(value).split(', ', 1);
  return /^[\w.:+/=-]{1,128}$/.test(words) ? words : undefined;
}

/** Returns a whole number from 0 on, also one that comes as text; 0 for anything else. */
export function count(value: unknown): number {
  return countIn(value) ?? 0;
}

/** Returns the same as `count`, but `undefined` for anything else. */
export function countIn(value: unknown): number | undefined {
  const words = text(value).trim();
  const number = words === '' ? NaN : Number(words);
  return number >= 0 && Number.isFinite(number) ? Math.floor(number) : undefined;
}

/** Tells whether a text has neither control characters nor lone surrogates, which no URL can hold. */
export function isPlain(words: string): boolean {
  return !/[\p{Control}\p{Surrogate}]/u.test(words);
}
