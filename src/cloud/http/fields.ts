type Fields = Readonly<Record<string, unknown>>;

/** An answer's object; an empty one for anything else. */
export function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The rows of a list that are objects: the first `most`. */
export function records(value: unknown, most = 1000): readonly Fields[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value.slice(0, most) : [];
  return rows.filter((row) => typeof row === 'object' && row !== null).map(record);
}

/** The same of XML, where one row is no list. */
export function elements(value: unknown): readonly Fields[] {
  return records(Array.isArray(value) ? value : [value]);
}

/** What can be sent as a header, or as a part of one. */
export const header = /^[\x21-\x7e]{1,8192}$/;

/** A text or number as text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

const maxLabelLength = 1000;
const maxIdLength = 256;

/** Words for people, which may say anything: well-formed, and no more of them than anybody reads. */
export function label(value: unknown): string {
  return text(value)
    .slice(0, maxLabelLength)
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** What a service calls one of its things; empty for what no service could be asked for by. */
export function idOf(value: unknown): string {
  const words = text(value);
  return words.length <= maxIdLength && isPlain(words) ? words : '';
}

/**
 * The id of a request as TEM and COS write them; `undefined` for anything else. Where a header came twice, as from a store
 * that asks another node, or a proxy, it is the first.
 */
export function requestIdOf(value: unknown): string | undefined {
  const [words = ''] = text(value).split(', ', 1);
  return /^[\w.:+/=-]{1,128}$/.test(words) ? words : undefined;
}

/** A whole number that is not negative, also when it comes as text; 0 for anything else. */
export function count(value: unknown): number {
  return countIn(value) ?? 0;
}

/** The same; `undefined` for anything else. */
export function countIn(value: unknown): number | undefined {
  const words = text(value).trim();
  const number = words === '' ? NaN : Number(words);
  return number >= 0 && Number.isFinite(number) ? Math.floor(number) : undefined;
}

/** Whether a text has neither control characters nor lone surrogates, which no URL can hold. */
export function isPlain(words: string): boolean {
  return !/[\p{Control}\p{Surrogate}]/u.test(words);
}
