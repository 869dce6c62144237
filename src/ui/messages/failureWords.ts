import * as vscode from 'vscode';
import type { AppError, Failure } from '../../core/errors';
import { deployWords } from './failures/deployWords';
import { fileWords } from './failures/fileWords';
import { credentialWords } from './failures/credentialWords';
import { roleWords } from './failures/roleWords';
import { serviceWords } from './failures/serviceWords';
import { storageWords } from './failures/storageWords';
import { connectionWords } from './failures/connectionWords';
import type { FailureWords, WordsOf } from './failures/wordsOf';

export type { Remedy } from './failures/wordsOf';

const words: WordsOf<Failure> = {
  ...credentialWords,
  ...roleWords,
  ...connectionWords,
  ...serviceWords,
  ...deployWords,
  ...storageWords,
  ...fileWords,
  cancelled: () => ({ text: vscode.l10n.t('Cancelled.') }),
};

/** Words a failure in the language of the person. */
export function failureWords(error: AppError): FailureWords {
  return words[error.failure]();
}
