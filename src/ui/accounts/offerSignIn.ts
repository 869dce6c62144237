import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';
import { runCommand } from '../vscode/contributions';

/** Says that nobody is signed in and offers both ways out; runs the chosen one. */
export async function offerSignIn(): Promise<void> {
  const signIn = vscode.l10n.t('Sign In…');
  const sandbox = vscode.l10n.t('Try with the Local Sandbox');
  const said = vscode.l10n.t('You are not signed in.');
  const chosen = await showInformation(said, signIn, sandbox);
  if (chosen === signIn) await runCommand('tem.signIn');
  if (chosen === sandbox) await runCommand('tem.startSandbox');
}
