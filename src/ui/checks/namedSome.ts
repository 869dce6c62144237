import * as vscode from 'vscode';
import { visible } from '../../core/visible';

/** The number of names that a sentence has at most. */
export const maxNamed = 3;

const maxPathLength = 160;

/** Lists the first names, and how many more of `count` there are. */
export function list(names: readonly string[], count: number): string {
  const shown = names.slice(0, maxNamed).map(named).join(', ');
  const left = count - Math.min(maxNamed, names.length);
  return left > 0 ? vscode.l10n.t('{0} and {1} more', shown, left) : shown;
}

/** Makes a name of others fit to stand in a sentence. */
export function named(text: string): string {
  return visible(text, maxPathLength);
}
