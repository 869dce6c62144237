import { maxParts, minPartBytes } from '../ports/objectStore';
import { chooseCopies } from './chooseCopies';
import type { DeltaPart, EqualRange } from './deltaPlan';
import { divideParts } from './divideParts';

/** The facts that a plan is made from; bytes. `partBytes`: the size of the parts of an ordinary upload of the file. */
export interface PlanDeltaInput {
  readonly bytes: number;
  readonly ranges: readonly EqualRange[];
  readonly partBytes: number;
}

const minSavedBytes = 4 * 1024 * 1024;
const minSavedShare = 0.25;

/**
 * Plans which parts are copied and which are sent, so that the fewest bytes are sent: every part has 1 MiB at least but a last one that is sent,
 * less than twice `partBytes` wherever that allows it, since any may have to be sent after all, and there are 10,000 at the most.
 * `undefined` where that would save less than 4 MiB, or less than a quarter of the file.
 */
export function planDelta({ bytes, ranges, partBytes }: PlanDeltaInput): readonly DeltaPart[] | undefined {
  const copies = chooseCopies(ranges, bytes);
  const saved = copies.reduce((sum, { start, end }) => sum + end - start, 0);
  if (saved < minSavedBytes || saved < bytes * minSavedShare || copies.length > maxParts) return undefined;
  let size = Math.max(partBytes, minPartBytes, Math.ceil(bytes / maxParts));
  let parts = divideParts({ bytes, copies, partBytes: size });
  while (parts.length > maxParts && size < bytes) {
    size *= 2;
    parts = divideParts({ bytes, copies, partBytes: size });
  }
  return parts.length > maxParts ? undefined : parts;
}
