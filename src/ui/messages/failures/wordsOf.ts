import type { Failure } from '../../../core/errors';

/** A button that helps, beside Try Again and Show Log. */
export type Remedy = 'signIn' | 'selectRegions' | 'proxySettings' | 'certificateSettings' | 'settings' | 'settingsFile';

/** Words of one failure. */
export interface FailureWords {
  /** Gives the reason and what to do now, as whole sentences. */
  readonly text: string;
  readonly remedy?: Remedy;
  /** Button in place of Try Again, where that asks for something first. */
  readonly again?: string;
  /** True where the service's own words add something for a person. */
  readonly withDetail?: true;
}

/** The words of some failures, in the language of VS Code when they are asked for. */
export type WordsOf<Some extends Failure> = Readonly<Record<Some, () => FailureWords>>;
