import * as vscode from 'vscode';
import { runCommand, type Handlers, type RowCommands } from '../vscode/contributions';
import { copyLines } from '../vscode/copyText';
import { sayBriefly } from '../vscode/showMessage';
import { actOnNodes } from './actOnNodes';
import { keyedNodes, type KeyedViews } from './keyedNodes';
import { copiedText } from './copiedText';
import { deleteActions, retryActions } from './nodeActions';

/** Gives the commands of the keys in both views: each does with a row what its menu does. */
export function rowCommands(views: KeyedViews): Handlers<RowCommands> {
  return {
    'tem.copyRow': async (passed) => {
      const nodes = keyedNodes(views, passed);
      if (nodes.length > 0) await copyLines(nodes.map((node) => copiedText(views, node)));
      else sayBriefly(vscode.l10n.t('Nothing is selected.'));
    },
    'tem.deleteRow': async (passed) => {
      const hasActed = await actOnNodes(keyedNodes(views, passed), deleteActions);
      if (!hasActed) sayBriefly(vscode.l10n.t('The selected items cannot be removed or cancelled.'));
    },
    'tem.retryRow': async (passed) => {
      const nodes = keyedNodes(views, passed);
      if (nodes.length === 0) return runCommand('tem.refresh');
      const hasActed = await actOnNodes(nodes, retryActions);
      if (!hasActed) sayBriefly(vscode.l10n.t('The selected items cannot be refreshed or retried.'));
    },
  };
}
