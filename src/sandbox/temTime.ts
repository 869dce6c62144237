const BEIJING_MS = 8 * 60 * 60 * 1000;

/** Writes epoch ms as TEM does where it gives no zone: `2026-11-23 12:05:00`, the time in Beijing. */
export function temTime(ms: number): string {
  return new Date(ms + BEIJING_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Writes epoch ms as TEM does for the start of an instance: `2026-11-23T04:05:00Z`. */
export function temZonedTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
