import { countIn } from '../http/fields';

// No list of TEM's is longer than thousands.
const max = 1_000_000;

/** Reads a number of instances, batches or the like; `undefined` for anything else, and for one that cannot be true. */
export function readNumber(value: unknown): number | undefined {
  const number = countIn(value);
  return number !== undefined && number <= max ? number : undefined;
}
