import { AppError } from '../../core/errors';
import { maxParts, minPartBytes } from '../../core/ports/objectStore';

/** Where a part's bytes come from: for now always `[start, end)` of the file. */
export interface PartSource {
  readonly from: 'file';
  readonly start: number;
  readonly end: number;
}

/** One part; `number` counts from 1. */
export interface PlannedPart {
  readonly number: number;
  readonly source: PartSource;
}

/** One PUT, or parts of `partBytes` bytes each (the last may be smaller), in order and without gaps. */
export type Plan =
  | { readonly shape: 'whole'; readonly source: PartSource }
  | { readonly shape: 'parts'; readonly partBytes: number; readonly parts: readonly PlannedPart[] };

/**
 * What a plan goes by. `bytesPerSecond` is the last known throughput of all connections together; `maxBytes`, of
 * `minPartBytes` at the least, is what something on the way takes in one request.
 */
export interface PlanInput {
  readonly bytes: number;
  readonly mayUseParts: boolean;
  readonly bytesPerSecond: number | undefined;
  readonly maxBytes?: number;
}

const MiB = 1024 * 1024;

/** The most that COS takes in one PUT: 5 GiB. */
export const maxPutBytes = 5 * 1024 ** 3;
/** From this size on a file goes in parts. */
export const minMultipartBytes = 5 * MiB;
/** The most connections that a plan fills. */
export const maxConnections = 16;

const maxPartBytes = 16 * MiB;
// Before anything is known: 100 MB fill all connections once, and a slow line, which keeps to the few it begins with, does
// not have more than some tens of MiB on its way.
const cautiousPart = 8 * MiB;
// What is lost when a part fails, or the window closes, should not have taken longer than this.
const maxPartSeconds = 8;

/** Which bytes go into which request; throws `tooLarge` for what no allowed way can take. */
export function planParts({ bytes, mayUseParts, bytesPerSecond, maxBytes = Infinity }: PlanInput): Plan {
  if (mayUseParts && (bytes >= minMultipartBytes || bytes > maxBytes)) {
    const least = Math.ceil(bytes / maxParts);
    return partsOf(bytes, Math.max(least, Math.min(partBytesFor(bytes, bytesPerSecond), maxBytes)));
  }
  if (bytes <= maxPutBytes) return { shape: 'whole', source: { from: 'file', start: 0, end: bytes } };
  throw new AppError('tooLarge', `the file has ${bytes} bytes, one upload takes at most ${maxPutBytes}`);
}

/** The parts of `partBytes` bytes that make up `bytes` bytes. */
export function partsOf(bytes: number, partBytes: number): Extract<Plan, { shape: 'parts' }> {
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, n): PlannedPart => ({
    number: n + 1,
    source: { from: 'file', start: n * partBytes, end: Math.min(bytes, (n + 1) * partBytes) },
  }));
  return { shape: 'parts', partBytes, parts };
}

/** Equal parts in as many rounds as the largest sensible part asks for, so that no connection idles in the last one. */
function partBytesFor(bytes: number, bytesPerSecond: number | undefined): number {
  let connections = maxConnections;
  while (connections > 1 && bytes / connections < minPartBytes) connections /= 2;
  const wanted = bytesPerSecond ? (bytesPerSecond / maxConnections) * maxPartSeconds : cautiousPart;
  const most = Math.min(maxPartBytes, Math.max(minPartBytes, wanted));
  const rounds = Math.ceil(bytes / (connections * most));
  const count = Math.min(maxParts, rounds * connections, Math.floor(bytes / minPartBytes));
  return Math.ceil(bytes / count);
}
