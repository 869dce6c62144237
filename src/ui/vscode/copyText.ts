import * as vscode from 'vscode';
import { isHonest } from '../../core/visible';
import { sayBriefly, showWarning } from './showMessage';

// A signed link with its token has some 2,000 characters.
const longest = 16_384;

/**
 * Copies `text`, which others may have written, and says `copied`. Refuses what does not read as it is: pasted into a
 * terminal, a line end or an escape sequence would run.
 */
export async function copyText(text: string, copied: string): Promise<void> {
  if (!isHonest(text) || text.length > longest) {
    const said = vscode.l10n.t(
      'Not copied: it holds control characters, or is too long. Look at it in the TEM console.',
    );
    return void showWarning(said);
  }
  await vscode.env.clipboard.writeText(text);
  sayBriefly(copied);
}
