import type { VerifiedEntries } from '../../core/ports/packageReader';
import type { Failure } from '../../core/errors';

/** What the verifying thread is started with: the source whose bytes it asks for. */
export interface VerifiedSource {
  readonly name: string;
  readonly bytes: number;
}

/** What the verifying thread sends: a request for bytes, how far it has come, or its end. */
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
