import type { AppError } from '../errors';

/** Observes the API calls of an account and records when its credential is rejected. */
export interface AuthObserver {
  /** Settles as `job` does, which calls an API with the account's credential; its `AppError` is given the account's id. */
  observe<T>(accountId: string, signal: AbortSignal, job: Promise<T>): Promise<T>;
}

/** The accounts whose credential was rejected. */
export interface AuthFailures {
  /** Returns the failure for which the account must sign in again; `undefined` while its credential is not rejected. */
  of(accountId: string): AppError | undefined;
}
