import * as vscode from 'vscode';
import { severities, type Finding } from '../../core/packageCheck/finding';
import { findingWords } from './findingWords';

// A message that does not fit the window hides its buttons.
const maxLines = 8;

/** Words findings as lines, each with its remedy; of many the first, which are the errors, and how many more there are. */
export function findingLines(findings: readonly Finding[], most = maxLines): readonly string[] {
  const lines = findings.slice(0, most).map((finding) => {
    const { said, remedy } = findingWords(finding);
    return [isError(finding) ? '✖' : '⚠', said, remedy].join(' ');
  });
  const left = findings.length - lines.length;
  return left > 0 ? [...lines, vscode.l10n.t('… and {0} more', left)] : lines;
}

/** Tells whether a package with this finding does not start, or not there. */
export function isError({ kind }: Finding): boolean {
  return severities[kind] === 'error';
}
