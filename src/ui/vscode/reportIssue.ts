import * as vscode from 'vscode';
import { issueAddress, issueText } from './issueText';
import type { Log } from './log';
import { showInformation, showWarning } from './showMessage';

/**
 * Opens the report of an internal error, or of nothing in particular, as a document for a person to read and to change;
 * on their word opens what then stands in it as a new issue in the browser. Nothing is sent by itself.
 */
export async function reportIssue(log: Pick<Log, 'recent'>, error?: unknown): Promise<void> {
  const { version, bugs } = manifest();
  const content = issueText({
    version,
    host: `${vscode.env.appName} ${vscode.version}, ${process.platform} ${process.arch}, Node.js ${process.versions.node}`,
    remote: vscode.env.remoteName,
    language: vscode.env.language,
    error,
    log: log.recent(),
  });
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
  for (;;) {
    const open = vscode.l10n.t('Open in Browser');
    const said = vscode.l10n.t('Review the report and delete anything confidential. Nothing has been sent yet.');
    if ((await showInformation(said, open)) !== open) return;
    const address = issueAddress(bugs, document.getText());
    // A Uri would be encoded once more on its way; this command passes a string on as it is.
    if (address) return void (await vscode.commands.executeCommand('vscode.open', address));
    const tooLong = vscode.l10n.t('The report is too long to be opened as an issue. Shorten it.');
    void showWarning(tooLong);
  }
}

function manifest(): { readonly version: string; readonly bugs: string } {
  const manifest: unknown = vscode.extensions.getExtension('tem-toolkit.tem-toolkit')?.packageJSON;
  const { version, bugs } = manifest as { readonly version: string; readonly bugs: { readonly url: string } };
  return { version, bugs: bugs.url };
}
