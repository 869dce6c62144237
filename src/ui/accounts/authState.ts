import * as vscode from 'vscode';
import { AppError, isAuthFailure } from '../../core/errors';
import type { AuthFailures, AuthObserver } from '../../core/ports/authObserver';

/** The accounts of this window whose key is refused, or is no longer where it was read from. */
export class AuthState implements AuthObserver, AuthFailures, vscode.Disposable {
  private readonly complaints = new Map<string, AppError>();
  private readonly changed = new vscode.EventEmitter<string>();
  /** Times of the last chances, in ms of `performance.now()`. */
  private readonly chances = new Map<string, number>();
  private chanceOfAll = -Infinity;

  /** Fires with the id of an account whose key is refused from now on, or no longer. */
  readonly onDidChange = this.changed.event;

  /** Gives why the account must be signed in to again; `undefined` while nothing is known against its key. */
  of(accountId: string): AppError | undefined {
    return this.complaints.get(accountId);
  }

  /**
   * `job`, which asks for the account, as it ends: a refusal of the key is noted, a success takes back an older one. The error
   * is told which account it is of and when it was asked, so that signing in again leads there, and leads on.
   */
  async observe<T>(accountId: string, signal: AbortSignal, job: Promise<T>): Promise<T> {
    const before = this.of(accountId);
    const askedAt = performance.now();
    try {
      const answer = await job;
      // One that came meanwhile is newer than the key that was taken here.
      if (before && this.of(accountId) === before) this.takeBack(accountId);
      return answer;
    } catch (error) {
      if (error instanceof AppError) Object.assign(error, { accountId, askedAt });
      // An aborted job, or one from before the last chance, may have asked with a key that has been replaced.
      if (!signal.aborted && this.lastChance(accountId) < askedAt && isAuthFailure(error)) this.note(accountId, error);
      throw error;
    }
  }

  /** Gives the account's key another chance; every account's without an id. */
  reset(accountId?: string): void {
    const now = performance.now();
    if (accountId === undefined) this.chanceOfAll = now;
    else this.chances.set(accountId, now);
    for (const id of accountId === undefined ? [...this.complaints.keys()] : [accountId]) this.takeBack(id);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private lastChance(accountId: string): number {
    return Math.max(this.chanceOfAll, this.chances.get(accountId) ?? -Infinity);
  }

  private takeBack(accountId: string): void {
    if (this.complaints.delete(accountId)) this.changed.fire(accountId);
  }

  private note(accountId: string, error: AppError): void {
    if (this.complaints.has(accountId)) return;
    this.complaints.set(accountId, error);
    this.changed.fire(accountId);
  }
}
