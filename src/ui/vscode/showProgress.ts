import * as vscode from 'vscode';
import { plainText } from '../messages/plainText';

/** Moves the bar of a notification by `increment` percent and says what is being done. */
export type ReportProgress = (message: string, increment: number) => void;

/** Runs `job` behind a notification with Cancel, which cancels the token. */
export async function withNotification<T>(
  title: string,
  job: (report: ReportProgress, token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return vscode.window.withProgress(options, (notification, token) =>
    job((message, increment) => notification.report({ message: plainText(message), increment }), token),
  );
}

/** Shows that the Applications view is at work until `job` is done. */
export function withViewProgress<T>(job: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: 'tem.applications' } }, job);
}
