// What the operating system may still hold when the last byte has left this process.
const systemBuffer = 4 * 1024 * 1024;
// A hop on the way may take a whole body, as fast as it comes, before it passes on any of it: over a line that is worth using
// this much in a silence, which of 30 s is 280 kB a second.
const hopBytes = 8 * 1024 * 1024;

/** How many times as long as a silence the answer to `bytes` bytes may take once all of them have left. */
export function responseTimeouts(bytes: number): number {
  return 1 + 2 * Math.min(1, bytes / systemBuffer) + Math.max(0, bytes - systemBuffer) / hopBytes;
}
