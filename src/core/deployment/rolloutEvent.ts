import type { AppError } from '../errors';
import type { QueueReason } from './rollout';
import type { RolloutReading } from './rolloutReading';

/** A request of a person about a rollout that runs. */
export type RolloutRequestKind = 'continue' | 'undo';

/** Something that happened to a rollout, at a time in epoch ms. */
export type RolloutEvent = { readonly at: number } & (
  | { readonly kind: 'reading'; readonly reading: RolloutReading }
  | { readonly kind: 'readingFailed'; readonly error: AppError }
  /** The request to begin is sent once more; `StartTime` of the rollout that TEM shows right before. */
  | { readonly kind: 'sent'; readonly priorStartWord: string; readonly priorSign?: string }
  /** TEM took the request to begin. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly error: AppError }
  /** The answer to the request to begin was lost. */
  | { readonly kind: 'lost' }
  /** TEM did nothing, since somebody else's operation is under way; it is sent again after that. */
  | { readonly kind: 'queued'; readonly reason: QueueReason; readonly version?: string; readonly since?: number }
  /** A person asked to continue or to undo; then TEM took it, refused it or the answer was lost. */
  | { readonly kind: 'asked'; readonly what: RolloutRequestKind }
  | { readonly kind: 'askAccepted'; readonly what: RolloutRequestKind }
  | { readonly kind: 'askRefused'; readonly what: RolloutRequestKind; readonly error: AppError }
  | { readonly kind: 'askLost'; readonly what: RolloutRequestKind; readonly error: AppError }
  | { readonly kind: 'unwatched' }
  /** Time passed. */
  | { readonly kind: 'tick' }
);

/** The limits of judging a rollout. */
export interface RolloutSettings {
  /** The time in ms for which all must be well before a rollout has succeeded. */
  readonly watchMs: number;
}
