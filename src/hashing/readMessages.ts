import type { Sums } from './runningSums';

/** What the reading thread is to do, in this order. `stream` and `ticket` are numbers never given twice. */
export type ReadOrder =
  | { readonly kind: 'open' | 'close'; readonly stream: number }
  | {
      readonly kind: 'read';
      readonly stream: number;
      readonly ticket: number;
      readonly file: number;
      readonly position: number;
      /** The address in the memory, and how many bytes. */
      readonly at: number;
      readonly bytes: number;
    }
  | { readonly kind: 'digest'; readonly stream: number; readonly ticket: number };

/** An order that was carried out, or the system's code of what was in the way; `EOF`: the file ends before. */
export interface Done {
  readonly ticket: number;
  readonly sums?: Sums;
  readonly code?: string;
}
