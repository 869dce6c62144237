import type { Failure } from '../core/errors';

/**
 * Only these end an upload for good: what has arrived is of no use to it any more. After any other failure it may go on
 * another day, and what has arrived stays.
 */
export const endings: ReadonlySet<Failure> = new Set<Failure>(['cancelled', 'changedOnDisk', 'notResumable']);
