/** The offset of Beijing time, which Tencent writes where it writes no zone; ms. */
export const beijingMs = 8 * 3_600_000;

/**
 * Reads a time in epoch seconds, epoch milliseconds or as a date and time; returns epoch seconds, `undefined` for anything
 * else. `offsetMs` is the offset from UTC of a time without a zone.
 */
export function readTime(value: unknown, offsetMs: number): number | undefined {
  const words = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^\d{1,20}(\.\d{1,20})?$/.test(words)) {
    const number = Number(words);
    return plausible(number >= 1e11 ? number / 1000 : number);
  }
  const hasZone = /(z|utc|gmt|[+-]\d{2}:?\d{2})$/i.test(words);
  const local = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,20})?)?)$/i.exec(words);
  if (local) return plausible((Date.parse(`${local[1]}T${local[2]}Z`) - offsetMs) / 1000);
  return hasZone ? plausible(Date.parse(words) / 1000) : undefined;
}

/** Reads a time of TEM's, Beijing's where it has no zone, in the same forms; returns epoch ms. */
export function readMs(value: unknown): number | undefined {
  const seconds = readTime(value, beijingMs);
  return seconds === undefined ? undefined : seconds * 1000;
}

// COS takes ten digits: from 2001 to 2286.
function plausible(seconds: number): number | undefined {
  return seconds >= 1e9 && seconds < 1e10 ? Math.floor(seconds) : undefined;
}
