import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import type { Account } from '../../core/model';
import { failureReason } from '../messages/failureSentence';
import { failureWords } from '../messages/failureWords';
import { shortFailure } from '../messages/shortFailure';
import { siteName } from '../messages/siteName';
import { visible } from '../../core/visible';
import { literally } from '../messages/literally';
import { plainText } from '../messages/plainText';
import { commandOf } from '../vscode/contributions';

/** Entry of the status bar: its text, its tooltip, what is read out, and what a click does. */
export interface StatusText {
  readonly text: string;
  readonly tooltip: vscode.MarkdownString;
  readonly spoken: string;
  readonly command: vscode.Command;
  readonly isWarning: boolean;
}

/** Words the entry of the account in use; `complaint` says why its key is refused. */
export function accountStatusText(account: Account, complaint: AppError | undefined): StatusText {
  const full = visible(account.name);
  const name = short(full);
  const site = siteName(account.site);
  if (complaint) return refusedText(account, name, complaint);
  const isSandbox = account.site === 'sandbox';
  const use = vscode.l10n.t('Uploads use this account.');
  return {
    text: `$(${isSandbox ? 'beaker' : 'account'}) ${vscode.l10n.t('TEM: {0} · {1}', name, isSandbox ? vscode.l10n.t('sandbox') : site)}`,
    tooltip: tooltip([vscode.l10n.t('{0} ({1})', full, site), use], vscode.l10n.t('Click to switch accounts.')),
    spoken: vscode.l10n.t('TEM uploads use the account {0} ({1}). Switch account.', full, site),
    command: commandOf('tem.switchAccount', vscode.l10n.t('Switch Account…')),
    isWarning: false,
  };
}

function refusedText(account: Account, name: string, complaint: AppError): StatusText {
  const full = visible(account.name);
  const why = failureReason(complaint);
  const lines = [vscode.l10n.t('{0} ({1})', full, siteName(account.site)), why];
  // A key that is renewed elsewhere is there again for who tries again.
  if (failureWords(complaint).remedy !== 'signIn') {
    return {
      text: `$(warning) ${vscode.l10n.t('TEM: {0} · {1}', name, shortFailure(complaint))}`,
      tooltip: tooltip(lines, vscode.l10n.t('Click to try again.')),
      spoken: vscode.l10n.t('The key of {0} can no longer be used: {1}', full, why),
      command: commandOf('tem.refresh', vscode.l10n.t('Try Again')),
      isWarning: true,
    };
  }
  return {
    text: `$(warning) ${vscode.l10n.t('TEM: {0} · sign in again', name)}`,
    tooltip: tooltip(lines, vscode.l10n.t('Click to sign in again.')),
    spoken: vscode.l10n.t('The key of {0} can no longer be used. Sign in again.', full),
    command: commandOf('tem.signInAgain', vscode.l10n.t('Sign In Again…'), account.id),
    isWarning: true,
  };
}

/** Words the entry where nobody is signed in. */
export function signedOutText(): StatusText {
  const out = vscode.l10n.t('You are not signed in.');
  return {
    text: `$(account) ${vscode.l10n.t('TEM: Sign In')}`,
    tooltip: tooltip([out], vscode.l10n.t('Click to sign in.')),
    spoken: vscode.l10n.t('You are not signed in to TEM. Sign in.'),
    command: commandOf('tem.signIn', vscode.l10n.t('Sign In…')),
    isWarning: false,
  };
}

const longest = 24;

/** Cuts a name to what the bar has room for. */
function short(name: string): string {
  const signs = [...plainText(name)];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join('')}…` : signs.join('');
}

function tooltip(lines: readonly string[], hint: string): vscode.MarkdownString {
  return new vscode.MarkdownString([...lines, hint].map(literally).join('\n\n'));
}
