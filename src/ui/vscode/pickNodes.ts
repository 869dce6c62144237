import * as vscode from 'vscode';
import type { NodeView } from './nodeView';
import { pickOne, pickRow, pickSeveral, type PickRow } from './quickInput';
import { labelOf } from './treeRow';

/** Question that a person answers by choosing nodes, and how many of them the command takes. */
export interface NodeQuestion {
  readonly question: string;
  readonly takes: 'one' | 'several';
}

/** Lets a person choose among `nodes`, which look as they do in the view; none when the list is closed. */
export async function pickNodes<N, T extends N>(
  view: NodeView<N>,
  nodes: readonly T[],
  { question, takes }: NodeQuestion,
): Promise<readonly T[]> {
  const rows = nodes.map((node) => nodeRow(view, node));
  const title = vscode.l10n.t('TEM: {0}', view.title());
  if (takes === 'one') {
    const picked = await pickOne(Promise.resolve(rows), { title, placeholder: question, matchOnDetail: true });
    return picked ? [picked.node] : [];
  }
  const placeholder = vscode.l10n.t('{0} You can choose several.', question);
  const picked = await pickSeveral(rows, { title, placeholder, matchOnDetail: true });
  return picked.map(({ node }) => node);
}

function nodeRow<N, T extends N>(view: NodeView<N>, node: T): PickRow & { readonly node: T } {
  const item = view.itemOf(node);
  const { description, iconPath } = item;
  const path = view.pathOf(node).join(' · ');
  const texts = {
    label: labelOf(item),
    description: typeof description === 'string' ? [description] : [],
    ...(path && { detail: path }),
  };
  return pickRow(texts, { node, ...(iconPath instanceof vscode.ThemeIcon && { iconPath }) });
}
