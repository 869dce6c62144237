import * as vscode from 'vscode';
import type { Accounts } from './accounts';
import { accountStatusText, signedOutText, type StatusText } from './accountStatusText';
import type { AuthState } from './authState';

/** Dependencies of the status bar's entry. */
export interface AccountStatusDeps {
  readonly accounts: Pick<Accounts, 'current' | 'onDidChange'>;
  readonly auth: Pick<AuthState, 'of' | 'onDidChange'>;
}

/**
 * The account in use, in the status bar. Nothing is there for those who never sign in; who has signed out in this window
 * finds the way back there.
 */
export class AccountStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('tem.account', vscode.StatusBarAlignment.Left);
  private readonly listening: readonly vscode.Disposable[];
  private wasSignedIn = false;
  private turn = 0;

  constructor(private readonly deps: AccountStatusDeps) {
    this.item.name = vscode.l10n.t('TEM account');
    const redraw = () => void this.draw();
    this.listening = [deps.accounts.onDidChange(redraw), deps.auth.onDidChange(redraw)];
    redraw();
  }

  dispose(): void {
    this.turn = Infinity;
    this.listening.forEach((one) => void one.dispose());
    this.item.dispose();
  }

  private async draw(): Promise<void> {
    const turn = ++this.turn;
    const account = await this.deps.accounts.current();
    if (turn !== this.turn) return;
    this.wasSignedIn ||= !!account;
    if (!this.wasSignedIn) return;
    this.show(account ? accountStatusText(account, this.deps.auth.of(account.id)) : signedOutText());
  }

  private show({ text, tooltip, spoken, command, isWarning }: StatusText): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: spoken, role: 'button' };
    this.item.command = command;
    this.item.backgroundColor = isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }
}
