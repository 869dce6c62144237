import * as vscode from 'vscode';
import { formatBytes } from './formatBytes';
import { formatDuration } from './formatDuration';

/** Words `amount`, and behind it how fast bytes pass and how long the `left` ones will take, once that is known. */
export function withPace(amount: string, left: number, bytesPerSecond: number | undefined): string {
  if (!bytesPerSecond) return amount;
  const time = formatDuration((left / bytesPerSecond) * 1000);
  return `${amount} · ${vscode.l10n.t('{0}/s · {1} left', formatBytes(bytesPerSecond), time)}`;
}
