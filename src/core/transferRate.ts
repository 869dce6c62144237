/** The rate at which bytes move, over the last five seconds. */
export interface TransferRate {
  /** Records that `sent` bytes have moved at `now` (ms of a clock that only goes forward). */
  record(sent: number, now: number): void;
  /** Returns bytes per second; `undefined` until half a second was recorded. */
  bytesPerSecond(): number | undefined;
}

const windowMs = 5000;
const minMs = 500;

/** Makes a rate without records. */
export function transferRate(): TransferRate {
  let samples: { readonly sent: number; readonly at: number }[] = [];
  return {
    record(sent, now) {
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
