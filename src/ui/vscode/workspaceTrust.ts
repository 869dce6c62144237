import * as vscode from 'vscode';
import { askModally } from './showMessage';

/** Keeps what sends the workspace's files away from running until the workspace is trusted. */
export class WorkspaceTrust implements vscode.Disposable {
  private giveUp: () => void = () => undefined;

  /** `handler` as it runs in a trusted workspace; in another one it asks for trust first, and goes on once it is given. */
  guard<A extends readonly unknown[]>(handler: (...args: A) => unknown): (...args: A) => Promise<void> {
    return async (...args) => {
      if (await this.isGiven()) await handler(...args);
    };
  }

  dispose(): void {
    this.giveUp();
  }

  // No stable call of VS Code asks for trust: a message leads to the page where it is given.
  private async isGiven(): Promise<boolean> {
    if (vscode.workspace.isTrusted) return true;
    const manage = vscode.l10n.t('Manage Workspace Trust');
    const said = vscode.l10n.t('Packages can be uploaded only from trusted workspaces.');
    const detail = vscode.l10n.t(
      'Files in a workspace may come from other people. Trust this workspace to continue the upload.',
    );
    if (!(await askModally(said, [detail], manage))) return false;
    const granted = this.granted();
    await vscode.commands.executeCommand('workbench.trust.manage');
    return granted;
  }

  /** Waits until trust is given. Of several who wait only the last goes on: the others have been forgotten by then. */
  private granted(): Promise<boolean> {
    this.giveUp();
    return new Promise((resolve) => {
      const listening = vscode.workspace.onDidGrantWorkspaceTrust(() => settle(true));
      const settle = (isGranted: boolean) => {
        listening.dispose();
        resolve(isGranted);
      };
      this.giveUp = () => settle(false);
    });
  }
}
