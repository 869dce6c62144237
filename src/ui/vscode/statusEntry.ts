import * as vscode from 'vscode';
import { plainText } from '../messages/plainText';

/** The words of an entry of the status bar: `icon` is a codicon, `spoken` is read out. */
export interface StatusWords {
  readonly icon: string;
  readonly text: string;
  readonly tooltip: string;
  readonly spoken: string;
  readonly isWarning: boolean;
}

/** An entry of the status bar that is there only while there is something to say. */
export class StatusEntry implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor({ id, name, command }: { readonly id: string; readonly name: string; readonly command: vscode.Command }) {
    this.item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left);
    this.item.name = name;
    this.item.command = command;
  }

  /** Says `words`, or nothing where there are none. */
  say(words: StatusWords | undefined): void {
    if (!words) return this.item.hide();
    this.item.text = `$(${words.icon}) ${plainText(words.text)}`;
    this.item.tooltip = plainText(words.tooltip);
    this.item.accessibilityInformation = { label: plainText(words.spoken), role: 'button' };
    this.item.backgroundColor = words.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
