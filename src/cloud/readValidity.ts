const hourMs = 3_600_000;
// Tencent writes Beijing time where it writes no zone; UTC comes next.
const likelyOffsetsMs = [8 * hourMs, 0];

/** When a token is good. Epoch seconds. */
export interface Validity {
  readonly startsAt: number;
  readonly expiresAt: number;
}

/**
 * Reads `StartTime` and `ExpiredTime`, each in epoch seconds, epoch milliseconds or as a date and time. One without a
 * zone is read so that the token began closest to `nowMs`. What is missing or makes no sense becomes: begun five minutes
 * ago (the most that TEM lets a clock be off), good for fifteen minutes from then.
 */
export function readValidity(start: unknown, expiry: unknown, nowMs: number): Validity {
  const offset = likelyOffset(start, expiry, nowMs);
  const startsAt = readTime(start, offset) ?? Math.floor(nowMs / 1000) - 300;
  const expiresAt = readTime(expiry, offset);
  return { startsAt, expiresAt: expiresAt !== undefined && expiresAt > startsAt ? expiresAt : startsAt + 900 };
}

function likelyOffset(start: unknown, expiry: unknown, nowMs: number): number {
  const distance = (offset: number): number => {
    const seconds = readTime(start, offset) ?? readTime(expiry, offset);
    return seconds === undefined ? Infinity : Math.abs(seconds * 1000 - nowMs);
  };
  return likelyOffsetsMs.reduce((best, offset) => (distance(offset) < distance(best) ? offset : best));
}

function readTime(value: unknown, offsetMs: number): number | undefined {
  const words = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^\d+(\.\d+)?$/.test(words)) {
    const number = Number(words);
    return plausible(number >= 1e11 ? number / 1000 : number);
  }
  const hasZone = /(z|utc|gmt|[+-]\d{2}:?\d{2})$/i.test(words);
  const local = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/i.exec(words);
  if (local) return plausible((Date.parse(`${local[1]}T${local[2]}Z`) - offsetMs) / 1000);
  return hasZone ? plausible(Date.parse(words) / 1000) : undefined;
}

// COS takes ten digits: from 2001 to 2286.
function plausible(seconds: number): number | undefined {
  return seconds >= 1e9 && seconds < 1e10 ? Math.floor(seconds) : undefined;
}
