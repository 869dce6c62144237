import { AppError } from '../../core/errors';
import { failureWords, type Remedy } from '../messages/failureWords';
import type { UploadState } from './upload';

/** Gives what helps an upload that failed; `undefined` where nothing but another try does, or it has not failed. */
export function uploadRemedy(state: UploadState): Remedy | undefined {
  return state.kind === 'failed' && state.error instanceof AppError ? failureWords(state.error).remedy : undefined;
}
