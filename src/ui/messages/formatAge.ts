import * as vscode from 'vscode';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Words how long ago `then` was (epoch ms), in its largest unit: `just now`, `3 min ago`; the date after two months. */
export function formatAge(then: number, now = Date.now()): string {
  const ms = now - then;
  if (ms < minute) return vscode.l10n.t('just now');
  if (ms < hour) return vscode.l10n.t('{0} min ago', Math.floor(ms / minute));
  if (ms < day) return vscode.l10n.t('{0} h ago', Math.floor(ms / hour));
  if (ms < 60 * day) return vscode.l10n.t('{0} d ago', Math.floor(ms / day));
  return new Date(then).toLocaleDateString();
}
