import * as vscode from 'vscode';
import type { Node, RolloutNode } from '../../browse/nodes';
import { isRolloutEnd } from '../../core/deployment/rollout';
import { accountNodes } from '../accounts/accountNodes';
import { refreshableNodes } from '../applications/nodeFilters';
import type { Upload } from '../uploads/upload';
import { cancellableUploads, removableUploads, repeatableUploads, resumableUploads } from '../uploads/uploadFilters';
import { runCommand } from '../vscode/contributions';
import { askModally } from '../vscode/showMessage';
import { nodeAction, type NodeAction } from './actOnNodes';
import type { KeyedNode } from './keyedNodes';

const isUpload = (node: KeyedNode): node is Upload => node.kind === 'upload';
const isNode = (node: KeyedNode): node is Node => node.kind !== 'upload';

/** The deployments of this machine that run: Undo and Stop Watching are offered. Others' rows go with what is in sight. */
const watchedRollouts = {
  of: (node: Node): RolloutNode | undefined =>
    node.kind === 'rollout' && node.rollout.plan && !isRolloutEnd(node.rollout.state) ? node : undefined,
};

/** Actions of Delete; the commands ask what they always ask, and a single upload is discarded after a question too. */
export const deleteActions: readonly NodeAction[] = [
  nodeAction(isNode, accountNodes, (...rows) => runCommand('tem.signOutAccount', ...rows)),
  nodeAction(isNode, watchedRollouts, stopWatching),
  nodeAction(isUpload, cancellableUploads, (...rows) => runCommand('tem.cancelUpload', ...rows)),
  nodeAction(isUpload, resumableUploads, discardByKey),
  nodeAction(isUpload, removableUploads, (...rows) => runCommand('tem.removeUpload', ...rows)),
];

/** Actions that read rows of the Applications view again and make uploads go on. */
export const retryActions: readonly NodeAction[] = [
  nodeAction(isNode, refreshableNodes, (...rows) => runCommand('tem.refreshRow', ...rows)),
  nodeAction(isUpload, resumableUploads, (...rows) => runCommand('tem.resumeUpload', ...rows)),
  nodeAction(isUpload, repeatableUploads, (...rows) => runCommand('tem.retryUpload', ...rows)),
];

/** Asks of each deployment by itself. */
async function stopWatching(_: Node, all: readonly Node[]): Promise<void> {
  for (const node of all) await runCommand('tem.stopWatchingDeployment', node);
}

async function discardByKey(first: Upload, all: readonly Upload[]): Promise<void> {
  const question = vscode.l10n.t('Discard the upload of {0}?', first.order.packageName);
  const lines = [vscode.l10n.t('The uploaded parts will be deleted in COS.')];
  // Of several the command asks by itself.
  const isMeant = all.length > 1 || (await askModally(question, lines, vscode.l10n.t('Discard')));
  if (isMeant) await runCommand('tem.discardUpload', first, all);
}
