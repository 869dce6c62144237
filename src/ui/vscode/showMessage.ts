import * as vscode from 'vscode';
import { plainText } from '../messages/plainText';

// Every message of the extension goes through here (a lint rule sees to it): what others wrote is shown word for word.

/** Resolves with the button that was pressed; `undefined` when the message was closed. */
export function showInformation(said: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plainText(said), ...buttons);
}

/** Shows a warning: what a person should know before going on. Resolves as `showInformation` does. */
export function showWarning(said: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plainText(said), ...buttons);
}

/** Shows an error: what went wrong. Resolves as `showInformation` does. */
export function showError(said: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plainText(said), ...buttons);
}

/** Asks a question, with lines below it, that waits for its answer; resolves with whether `button` was pressed. */
export async function askModally(question: string, lines: readonly string[], button: string): Promise<boolean> {
  const options = { modal: true, detail: lines.map(plainText).join('\n') };
  return (await vscode.window.showWarningMessage(plainText(question), options, button)) === button;
}

/** Asks a question as `askModally` does, with several ways on; resolves with the button, `undefined` when it was closed. */
export function chooseModally(
  question: string,
  lines: readonly string[],
  buttons: readonly string[],
): Thenable<string | undefined> {
  const options = { modal: true, detail: lines.map(plainText).join('\n') };
  return vscode.window.showInformationMessage(plainText(question), options, ...buttons);
}

/** Warns as `chooseModally` asks. */
export function warnModally(
  question: string,
  lines: readonly string[],
  buttons: readonly string[],
): Thenable<string | undefined> {
  const options = { modal: true, detail: lines.map(plainText).join('\n') };
  return vscode.window.showWarningMessage(plainText(question), options, ...buttons);
}

/** Says in the status bar what has been done, for three seconds. */
export function sayBriefly(said: string): void {
  vscode.window.setStatusBarMessage(plainText(said), 3000);
}
