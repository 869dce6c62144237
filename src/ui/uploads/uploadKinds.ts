import { hasEnded, leftOf, type Upload } from './upload';

export const isCancellable = ({ state }: Upload): boolean => !hasEnded(state);

/** It can only begin again. */
export const isRepeatable = ({ state }: Upload): boolean =>
  hasEnded(state) && state.is !== 'finished' && !leftOf(state);

/** It can go on where it stopped, or what it has in the store be dropped. */
export const isResumable = ({ state }: Upload): boolean => leftOf(state) !== undefined;

export const isFinished = ({ state }: Upload): boolean => state.is === 'finished';

export const isFailed = ({ state }: Upload): boolean => state.is === 'failed';

/** It can leave the list without leaving anything in the store that nobody knows of. */
export const isRemovable = ({ state }: Upload): boolean => hasEnded(state) && !leftOf(state);
