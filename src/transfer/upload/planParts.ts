import type { DeltaPlan } from '../../core/delta/deltaPlan';
import { AppError } from '../../core/errors';
import { maxParts, minPartBytes } from '../../core/ports/objectStore';

/** Bytes `[start, end)` of the file. */
export interface FileRange {
  readonly start: number;
  readonly end: number;
}

/** One part; `number` counts from 1. With `copyFrom` the same bytes seem to begin there in the base of the plan. */
export interface PlannedPart {
  readonly number: number;
  readonly range: FileRange;
  readonly copyFrom?: number;
}

/**
 * Parts of `partBytes` bytes each (the last may be smaller), in order and without gaps; with `delta` these are the parts, and
 * `partBytes` the size of the largest.
 */
export interface MultipartPlan {
  readonly kind: 'multipart';
  readonly partBytes: number;
  readonly parts: readonly PlannedPart[];
  readonly delta?: DeltaPlan;
}

/** The requests that store a file. */
export type Plan = { readonly kind: 'singlePut'; readonly range: FileRange } | MultipartPlan;

/**
 * The facts that a plan is made from. `bytesPerSecond` is the last known throughput of all connections together; `maxBytes`, at
 * least `minPartBytes`, is the largest request that a proxy takes.
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
/** The smallest file that goes in parts. */
export const minMultipartBytes = 5 * MiB;
/** The most connections that a plan makes use of. */
export const maxConnections = 16;

const maxPartBytes = 16 * MiB;
// Before anything is known: 100 MB fill all connections once, and a slow line, which keeps to the few it begins with, does
// not have more than some tens of MiB on its way.
const cautiousPart = 8 * MiB;
// What is lost when a part fails, or the window closes, should not have taken longer than this.
const maxPartSeconds = 8;

/** Plans which bytes go into which request; throws `tooLarge` where no allowed way takes the file. */
export function planParts({ bytes, mayUseParts, bytesPerSecond, maxBytes = Infinity }: PlanInput): Plan {
  if (mayUseParts && (bytes >= minMultipartBytes || bytes > maxBytes)) {
    const minBytes = Math.ceil(bytes / maxParts);
    return partsOf(bytes, Math.max(minBytes, Math.min(partBytesFor(bytes, bytesPerSecond), maxBytes)));
  }
  if (bytes <= maxPutBytes) return { kind: 'singlePut', range: { start: 0, end: bytes } };
  throw new AppError('tooLarge', `the file has ${bytes} bytes, one upload takes at most ${maxPutBytes}`);
}

/** Divides `bytes` bytes into parts of `partBytes`. */
export function partsOf(bytes: number, partBytes: number): MultipartPlan {
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, n): PlannedPart => ({
    number: n + 1,
    range: { start: n * partBytes, end: Math.min(bytes, (n + 1) * partBytes) },
  }));
  return { kind: 'multipart', partBytes, parts };
}

/** Numbers the parts of an upload that copies. */
export function partsOfDelta(delta: DeltaPlan): MultipartPlan {
  const parts = delta.parts.map(({ start, end, copyFrom }, n): PlannedPart => {
    return { number: n + 1, range: { start, end }, ...(copyFrom !== undefined && { copyFrom }) };
  });
  const partBytes = parts.reduce((most, { range: { start, end } }) => Math.max(most, end - start), 0);
  return { kind: 'multipart', partBytes, parts, delta };
}

/** Computes equal parts in as many rounds as the largest sensible part asks for, so that no connection idles in the last one. */
function partBytesFor(bytes: number, bytesPerSecond: number | undefined): number {
  let connections = maxConnections;
  while (connections > 1 && bytes / connections < minPartBytes) connections /= 2;
  const sensible = bytesPerSecond ? (bytesPerSecond / maxConnections) * maxPartSeconds : cautiousPart;
  const maxBytes = Math.min(maxPartBytes, Math.max(minPartBytes, sensible));
  const rounds = Math.ceil(bytes / (connections * maxBytes));
  const count = Math.min(maxParts, rounds * connections, Math.floor(bytes / minPartBytes));
  return Math.ceil(bytes / count);
}
