import type { VerifiedEntries } from '../../core/ports/packageReader';
import type { Failure } from '../../core/errors';

/** The source that the verifying thread is started with, and whose bytes it asks for. */
export interface VerifiedSource {
  readonly name: string;
  readonly bytes: number;
}

/** A message of the verifying thread: a request for bytes, how far it has come, or its end. */
export type VerifyMessage =
  | { readonly kind: 'read'; readonly ticket: number; readonly start: number; readonly length: number }
  | { readonly kind: 'verified'; readonly position: number }
  | { readonly kind: 'done'; readonly result: VerifiedEntries }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly detail: string };

/** The answer to a request for bytes. */
export interface ReadAnswer {
  readonly ticket: number;
  readonly bytes: Uint8Array;
}
