import type { Sums } from './runningSums';

/** A request to the reading thread, which handles them in order. `stream` and `ticket` are numbers never used twice. */
export type ReadRequest =
  | { readonly kind: 'open' | 'close'; readonly stream: number }
  | {
      readonly kind: 'read';
      readonly stream: number;
      readonly ticket: number;
      readonly file: number;
      readonly position: number;
      /** The address in the memory, and the number of bytes. */
      readonly at: number;
      readonly bytes: number;
    }
  | { readonly kind: 'digest'; readonly stream: number; readonly ticket: number };

/** The result of a request, or the system's error code; `EOF` where the file ends before. */
export interface ReadResult {
  readonly ticket: number;
  readonly sums?: Sums;
  readonly code?: string;
}
