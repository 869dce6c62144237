import * as vscode from 'vscode';
import { visible } from '../../core/visible';

/** The number of names that a sentence has at most. */
export const maxNamed = 3;

const maxNameLength = 160;
const maxPathLength = 80;

/** Lists the first paths, and how many more of `count` there are. */
export function list(paths: readonly string[], count: number): string {
  return listOf(paths.slice(0, maxNamed).map(pathText), count);
}

/** Lists what is in words already, which is never cut: what matters may stand at its end. */
export function listOf(parts: readonly string[], count: number): string {
  const [first = '', ...others] = parts.slice(0, maxNamed);
  const shown = others.reduce((before, one) => vscode.l10n.t('{0}, {1}', before, one), first);
  const left = count - Math.min(maxNamed, parts.length);
  return left > 0 ? vscode.l10n.t('{0} and {1} more', shown, left) : shown;
}

/** Makes a name of others fit to stand in a sentence. */
export function named(text: string): string {
  return visible(text, maxNameLength);
}

/** Makes a path safe to show; a long one keeps its end, which tells it from others. */
export function pathText(path: string): string {
  const isLong = path.length > maxPathLength;
  return visible(isLong ? `…${path.slice(1 - maxPathLength)}` : path, maxPathLength);
}
