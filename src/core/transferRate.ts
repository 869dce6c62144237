/** How fast bytes move, over the last few seconds. */
export interface TransferRate {
  /** Takes note that `sent` bytes are gone at `now` (ms of a clock that only goes forward). */
  note(sent: number, now: number): void;
  /** Bytes per second; `undefined` until half a second has been seen. */
  bytesPerSecond(): number | undefined;
}

const windowMs = 5000;
const minMs = 500;

/** A rate that has seen nothing yet. */
export function transferRate(): TransferRate {
  let samples: { readonly sent: number; readonly at: number }[] = [];
  return {
    note(sent, now) {
      const last = samples.at(-1);
      // A transfer that begins again counts from zero: what was measured before says nothing about it.
      if (last && sent < last.sent) samples = [];
      samples = [...samples.filter((sample) => now - sample.at <= windowMs), { sent, at: now }];
    },
    bytesPerSecond() {
      const first = samples[0];
      const last = samples.at(-1);
      if (!first || !last || last.at - first.at < minMs) return undefined;
      return ((last.sent - first.sent) / (last.at - first.at)) * 1000;
    },
  };
}
