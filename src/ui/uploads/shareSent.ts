import type { Progress } from '../../core/ports/progressContext';

/** Bytes of an upload while it is sent. */
export type SendingBytes = Omit<Extract<Progress, { stage: 'sending' }>, 'stage'>;

/**
 * Gives the share that is sent, 0 to 1; while COS copies no more than the share of the whole that it has: what is not copied is
 * sent as well.
 */
export function shareSent({ sent, total, reused = 0, copying = 0 }: SendingBytes): number {
  const shareStored = (sent + reused - copying) / Math.max(1, total + reused);
  if (total === 0) return shareStored;
  return Math.min(1, copying > 0 ? Math.min(sent / total, shareStored) : sent / total);
}
