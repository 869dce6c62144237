import * as vscode from 'vscode';
import type { PackageOrigin } from '../../core/model';

/** Shortens a commit as git does, and marks one whose work tree had other changes: `0123456`, `0123456+`. */
export function shortCommit({ commit, isDirty }: PackageOrigin): string {
  return `${commit.slice(0, 7)}${isDirty ? '+' : ''}`;
}

/** Lists the commit and the branch that a package was built from, a line each. */
export function originLines({ commit, branch, isDirty }: PackageOrigin): readonly string[] {
  const said = isDirty ? vscode.l10n.t('{0}, with uncommitted changes', commit) : commit;
  return [vscode.l10n.t('Commit: {0}', said), ...(branch ? [vscode.l10n.t('Branch: {0}', branch)] : [])];
}
