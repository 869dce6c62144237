import * as vscode from 'vscode';
import { messageRule, type Stand } from '../messages/messageRule';
import { plainText } from '../messages/plainText';

/** Standing of a transfer, and its message, which is asked for only when one is due. */
export interface TransferStand extends Stand {
  readonly message: () => string;
}

// More often nobody can read it. Reports closer than 100 ms would be merged by VS Code, which loses messages.
const tickMs = 250;

/** Runs `job` behind a notification with Cancel, which cancels the token. */
export async function withNotification<T>(
  title: string,
  job: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
  return vscode.window.withProgress(options, (_notification, token) => job(token));
}

/**
 * Runs `job` behind a notification with Cancel whose bar moves smoothly, never back, with where `stand` says the transfer is; the
 * message follows when one is due.
 */
export async function withTransferNotification<T>(
  stand: () => TransferStand,
  job: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  // Without a title: VS Code would put it in the place of the message at each report that only moves the bar.
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
  return vscode.window.withProgress(options, async (notification, token) => {
    const isDue = messageRule();
    let shown = 0;
    const show = (): void => {
      const { stage, percent, message } = stand();
      const reached = Math.max(shown, percent);
      const increment = reached - shown;
      shown = reached;
      if (isDue({ stage, percent: reached }, performance.now()))
        notification.report({ message: plainText(message()), increment });
      else if (increment > 0) notification.report({ increment });
    };
    show();
    const ticking = setInterval(show, tickMs);
    try {
      return await job(token);
    } finally {
      clearInterval(ticking);
    }
  });
}

/** Shows that the Applications view is at work until `job` is done. */
export function withViewProgress<T>(job: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: 'tem.applications' } }, job);
}
