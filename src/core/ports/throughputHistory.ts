/** Remembers, beyond the end of this process, how fast the line to a store was. `place` names the store and its region. */
export interface ThroughputHistory {
  /** Bytes per second of all connections together; `undefined` where nothing is known. */
  of(place: string): number | undefined;
  /** Never rejects: what is not remembered only makes the next upload more careful. */
  note(place: string, bytesPerSecond: number): Promise<void>;
}
