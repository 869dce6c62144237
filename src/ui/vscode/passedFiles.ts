import * as vscode from 'vscode';
import { packagesAmong } from './packagesAmong';

/** More than these nobody picks, and each is looked at. */
export const maxPassed = 100;

// Who selects all of a build's folder selects its packages among other files.
const maxLookedAt = 10_000;

/**
 * The packages that the explorer, or whoever else runs a command, passes: the file that was clicked, and all that were
 * selected with it. At most one more than `maxPassed`; `undefined` where no file was passed.
 */
export function passedFiles(clicked: unknown, selected: unknown): readonly vscode.Uri[] | undefined {
  const file = passedUri(clicked);
  if (!file) return undefined;
  const others = passedArray(selected).flatMap((one) => passedUri(one) ?? []);
  return packagesAmong(others.length > 0 ? others : [file]).slice(0, maxPassed + 1);
}

/** Copies the URI that was passed: a caller's object may answer differently each time that it is asked. */
export function passedUri(passed: unknown): vscode.Uri | undefined {
  try {
    if (!(passed instanceof vscode.Uri)) return undefined;
    const { scheme, authority, path, query, fragment } = passed;
    return vscode.Uri.from({ scheme, authority, path, query, fragment });
  } catch {
    return undefined;
  }
}

/** Copies the first of the passed ones, as many as are looked at; gives none where it was no array. */
export function passedArray(passed: unknown): readonly unknown[] {
  try {
    return Array.isArray(passed) ? Array.prototype.slice.call(passed, 0, maxLookedAt) : [];
  } catch {
    return [];
  }
}
