import type { VerifiedEntries } from '../../core/ports/packageReader';
import type { Failure } from '../../core/errors';

/** The source of a job, whose bytes the verifying thread asks for. */
export interface VerifiedSource {
  readonly name: string;
  readonly bytes: number;
}

/** An order to the verifying thread: a job, an answer to its request for bytes, or its end before it is done. */
export type VerifyOrder =
  | { readonly kind: 'verify'; readonly job: number; readonly source: VerifiedSource }
  | { readonly kind: 'bytes'; readonly job: number; readonly ticket: number; readonly bytes: Uint8Array }
  | { readonly kind: 'stop'; readonly job: number };

/** A message of the verifying thread about a job: a request for bytes, how far it has come, or its end. */
export type VerifyMessage = { readonly job: number } & (
  | { readonly kind: 'read'; readonly ticket: number; readonly start: number; readonly length: number }
  | { readonly kind: 'verified'; readonly position: number }
  | { readonly kind: 'done'; readonly result: VerifiedEntries }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly detail: string }
);
