import * as vscode from 'vscode';
import type { PackageOrigin } from '../../core/model';

/** The commit that a package was built from, as a line of a tooltip: short, with its branch, and whether it was dirty. */
export function originText({ commit, branch, isDirty }: PackageOrigin): string {
  const dirty = isDirty ? vscode.l10n.t('with changes that were not committed') : '';
  return [commit.slice(0, 12), branch, dirty].filter(Boolean).join(' · ');
}
