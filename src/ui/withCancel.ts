import * as vscode from 'vscode';

/** Runs `job` behind a notification with Cancel; the signal aborts when that is pressed. */
export async function withCancel<T>(title: string, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => job(abortSignal(token)));
}

/** The signal that aborts when `token` is cancelled. */
export function abortSignal(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
