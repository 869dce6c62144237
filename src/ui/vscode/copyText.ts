import * as vscode from 'vscode';
import { isHonest } from '../../core/visible';
import { sayBriefly, showWarning } from './showMessage';

// A signed link with its token has some 2,000 characters.
const maxLength = 16_384;

/**
 * Copies `text`, which others may have written, and says so. Refuses what does not read as it is: pasted into a
 * terminal, a line end or an escape sequence would run.
 */
export async function copyText(text: string): Promise<void> {
  await copyLines([text]);
}

/**
 * Copies several texts, a line each and each once, and says `copied`, else what it
 * was. Refuses all where one does not read as it is.
 */
export async function copyLines(texts: readonly string[], copied?: string): Promise<void> {
  const lines = [...new Set(texts)];
  if (!lines.every((line) => isHonest(line) && line.length <= maxLength)) {
    const said = vscode.l10n.t('Not copied: the text has control characters or is too long. See the TEM console.');
    return void showWarning(said);
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  sayBriefly(copied ?? linesCopied(lines));
}

function linesCopied([line = '', ...others]: readonly string[]): string {
  return others.length === 0 ? vscode.l10n.t('Copied {0}', line) : vscode.l10n.t('Copied {0} lines', others.length + 1);
}
