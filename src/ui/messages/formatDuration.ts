import * as vscode from 'vscode';

/** Formats a length of time in its largest unit, rounded up: `8 s`, `3 min`, `2 h`, `5 d`. `ms` is milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return vscode.l10n.t('{0} s', seconds);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return vscode.l10n.t('{0} min', minutes);
  const hours = Math.ceil(minutes / 60);
  if (hours < 24) return vscode.l10n.t('{0} h', hours);
  return vscode.l10n.t('{0} d', Math.ceil(hours / 24));
}
