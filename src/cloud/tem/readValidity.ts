import { beijingMs, readTime } from './readTime';

// Where no zone is written: UTC comes next.
const likelyOffsetsMs = [beijingMs, 0];

/** The validity of a token, in epoch seconds. */
export interface Validity {
  readonly startsAt: number;
  readonly expiresAt: number;
}

/**
 * Reads `StartTime` and `ExpiredTime`, each in epoch seconds, epoch milliseconds or as a date and time. One without a
 * zone is read so that the token began closest to `nowMs`. A missing or senseless start becomes five minutes ago (the most
 * that TEM lets a clock be off), and such an end fifteen minutes after the start.
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
