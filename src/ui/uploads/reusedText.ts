import * as vscode from 'vscode';
import { formatBytes } from '../messages/formatBytes';
import { formatPart } from '../messages/formatPart';
import { isSentInPart, sentBytes, type Sizes } from './sentBytes';

/** Words how little of all these packages was sent; `undefined` where every byte was. */
export function reusedText(uploaded: readonly Sizes[]): string | undefined {
  const bytes = uploaded.reduce((sum, one) => sum + one.bytes, 0);
  const sent = uploaded.reduce((sum, one) => sum + sentBytes(one), 0);
  if (!isSentInPart(sent, bytes)) return undefined;
  return sent === 0
    ? vscode.l10n.t('all {0} was in TEM already', formatBytes(bytes))
    : vscode.l10n.t('{0} of {1} sent, the rest was in TEM already', formatPart(sent, bytes), formatBytes(bytes));
}
