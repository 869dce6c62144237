import * as vscode from 'vscode';
import type { AccountNode, Node } from '../../browse/nodes';
import type { RowKind } from '../vscode/onRow';

export const accountRow: RowKind<Node, AccountNode> = {
  of: (row) => (row.kind === 'account' ? row : undefined),
  wanted: () => vscode.l10n.t('Select an account in the Applications view first.'),
};
