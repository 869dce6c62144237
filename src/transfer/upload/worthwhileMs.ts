/** The bytes that may have to be sent, the throughput of the line where that is known, and the bounds of the wait. */
export interface WorthwhileInput {
  readonly bytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Computes how long to wait for what may save the sending of bytes: no longer than that takes, as far as is known; ms. */
export function worthwhileMs({ bytes, bytesPerSecond, minMs, maxMs }: WorthwhileInput): number {
  const sendingMs = bytesPerSecond ? (bytes / bytesPerSecond) * 1000 : Infinity;
  return Math.min(maxMs, Math.max(minMs, sendingMs));
}
