import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { failureSentence } from '../messages/failureSentence';
import { failureWords, type Remedy } from '../messages/failureWords';
import { shortFailure } from '../messages/shortFailure';
import type { PlaceholderNode } from '../../browse/nodes';
import { treeRow, type TreeRow } from '../vscode/treeRow';
import { commandOf } from '../vscode/contributions';
import { ownSettings } from '../vscode/openSettings';

/** Draws what stands for nodes: it says what is the matter, and a click does what helps. */
export function placeholderItem(node: PlaceholderNode): vscode.TreeItem {
  const { placeholder: notice } = node;
  switch (notice.kind) {
    case 'loading':
      return row(vscode.l10n.t('Loading…'), 'loading~spin', 'notice loading');
    case 'stopped':
      return row(vscode.l10n.t('Loading stopped'), 'debug-stop', 'notice', again(node));
    case 'empty':
      return emptyItem(node);
    case 'filtered':
      return row(vscode.l10n.t('No applications match the filter'), 'filter', 'notice', clearFilter());
    case 'listingDenied':
      return deniedItem();
    case 'failed':
      return failedItem(node, notice.error);
  }
}

function emptyItem(node: PlaceholderNode): vscode.TreeItem {
  switch (node.parent.kind) {
    case 'account':
      return row(vscode.l10n.t('No regions selected'), 'info', 'notice', remedies.selectRegions(node));
    case 'packages': {
      const upload = commandOf('tem.uploadHere', vscode.l10n.t('Upload a package'), node);
      return row(vscode.l10n.t('No packages yet'), 'info', 'notice', upload);
    }
    case 'environments':
      return row(vscode.l10n.t('Not deployed yet'), 'info', 'notice');
    case 'environment':
      return row(vscode.l10n.t('No instances'), 'info', 'notice');
    case 'region':
    case 'group':
      return row(vscode.l10n.t('No applications'), 'info', 'notice', remedies.selectRegions(node));
  }
}

function deniedItem(): vscode.TreeItem {
  const label = vscode.l10n.t('No permission to list packages in COS');
  const tooltip = vscode.l10n.t(
    'COS may have other packages. Only deployed packages and packages uploaded from this machine are shown.',
  );
  return row(label, 'info', 'notice', undefined, { tooltip: () => [label, tooltip] });
}

function failedItem(node: PlaceholderNode, error: unknown): vscode.TreeItem {
  const remedy = error instanceof AppError ? failureWords(error).remedy : undefined;
  const action = remedy ? remedies[remedy](node) : again(node);
  const sentence = failureSentence(vscode.l10n.t('Could not load'), error);
  const reason = shortFailure(error);
  const texts = { tooltip: () => [reason, sentence], spoken: spoken(sentence, action) };
  // The whole account waits for it: what to do comes first, and the reason beside it.
  return node.parent.kind === 'account' && remedy === 'signIn'
    ? row(vscode.l10n.t('Sign in again'), 'sign-in', 'notice failed', action, { ...texts, description: [reason] })
    : row(reason, 'warning', 'notice failed', action, texts);
}

const remedies: Record<Remedy, (node: PlaceholderNode) => vscode.Command> = {
  signIn: (node) => commandOf('tem.signInAgain', vscode.l10n.t('Sign In Again…'), node),
  selectRegions: () => commandOf('tem.selectRegions', vscode.l10n.t('Select Regions…')),
  proxySettings: () => openSettings(vscode.l10n.t('Proxy Settings'), 'http.proxy'),
  certificateSettings: () => openSettings(vscode.l10n.t('Certificate Settings'), 'http.systemCertificates'),
  settings: () => openSettings(vscode.l10n.t('Open Settings'), ownSettings),
  settingsFile: () => ({
    command: 'workbench.action.openSettingsJson',
    title: vscode.l10n.t('Open Settings (JSON)'),
  }),
};

function openSettings(title: string, query: string): vscode.Command {
  return { command: 'workbench.action.openSettings', title, arguments: [query] };
}

function clearFilter(): vscode.Command {
  return commandOf('tem.clearFilter', vscode.l10n.t('Clear Filter'));
}

function again(node: PlaceholderNode): vscode.Command {
  return commandOf('tem.refreshRow', vscode.l10n.t('Try Again'), node);
}

function row(
  label: string,
  icon: string,
  contextValue: string,
  command?: vscode.Command,
  texts: Partial<Pick<TreeRow, 'description' | 'tooltip' | 'spoken'>> = {},
): vscode.TreeItem {
  return treeRow({
    label,
    spoken: spoken(label, command),
    icon: new vscode.ThemeIcon(icon),
    contextValue,
    command,
    ...(command && { description: [command.title] }),
    ...texts,
  });
}

/** Words what is the matter as a sentence, and what Enter does about it. */
function spoken(text: string, command: vscode.Command | undefined): string {
  const sentence = /[.…。！]$/.test(text) ? text : vscode.l10n.t('{0}.', text);
  return command ? `${sentence} ${vscode.l10n.t('Press Enter for: {0}', command.title)}` : sentence;
}
