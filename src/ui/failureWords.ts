import * as vscode from 'vscode';
import type { AppError, Failure } from '../core/errors';
import { deployWords } from './failures/deployWords';
import { fileWords } from './failures/fileWords';
import { keyWords } from './failures/keyWords';
import { serviceWords } from './failures/serviceWords';
import { storeWords } from './failures/storeWords';
import { wayWords } from './failures/wayWords';

/** A button that helps, beside Try Again and Show Log. */
export type Remedy = 'signIn' | 'selectRegions' | 'proxySettings' | 'certificateSettings' | 'settings';

/** What a person reads of one failure. */
export interface FailureWords {
  /** Why it failed and what to do now, as whole sentences. */
  readonly text: string;
  readonly remedy?: Remedy;
  /** Whether the service's own words add something for a person. */
  readonly withDetail?: true;
}

/** The words of some failures, in the language of VS Code when they are asked for. */
export type WordsOf<Some extends Failure> = Readonly<Record<Some, () => FailureWords>>;

const words: WordsOf<Failure> = {
  ...keyWords,
  ...wayWords,
  ...serviceWords,
  ...deployWords,
  ...storeWords,
  ...fileWords,
  cancelled: () => ({ text: vscode.l10n.t('Cancelled.') }),
};

/** What a person reads of a failure, in their language. */
export function failureWords(error: AppError): FailureWords {
  return words[error.failure]();
}
