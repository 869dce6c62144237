import * as vscode from 'vscode';
import type { AccountNode, Node } from '../../browse/nodes';
import type { NodeFilter } from '../vscode/forSelectedNodes';

/** The accounts of the Applications view. */
export const accountNodes: NodeFilter<Node, AccountNode> = {
  of: (node) => (node.kind === 'account' ? node : undefined),
  question: () => vscode.l10n.t('Which account?'),
  wanted: () => vscode.l10n.t('Select an account in the Applications view first.'),
  missing: () => vscode.l10n.t('The Applications view lists no account yet.'),
};
