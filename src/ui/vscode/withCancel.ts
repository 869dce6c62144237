import type * as vscode from 'vscode';
import { withNotification } from './showProgress';

/** Runs `job` behind a notification with Cancel; the signal aborts when that is pressed. */
export function withCancel<T>(title: string, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return withNotification(title, (token) => job(abortSignal(token)));
}

/** Makes a signal that aborts when `token` is cancelled. */
export function abortSignal(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
