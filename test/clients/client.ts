import type { Room } from './room';

/** Something a client is asked to do. Throws, in words, what went wrong. */
export interface Step {
  readonly name: string;
  readonly run: (room: Room) => Promise<void>;
}

/** One official client: how it tells its version, and what it is asked to do, in this order. */
export interface Client {
  readonly name: string;
  readonly versionArgs: readonly string[];
  readonly steps: readonly Step[];
}
