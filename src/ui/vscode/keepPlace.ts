import * as vscode from 'vscode';
import type { PickRow } from './quickInput';

/**
 * Shows a list of the same rows in another order. A row that a person has moved to stays active; where nobody has moved, the first
 * one is. What is ticked stays so. `keyOf` tells the rows of either list apart.
 */
export function keepPlace<T extends PickRow>(
  pick: vscode.QuickPick<T>,
  keyOf: (row: T) => string,
  show: () => void,
): void {
  const { items, activeItems, selectedItems } = pick;
  const isHeading = ({ kind }: T) => kind === vscode.QuickPickItemKind.Separator;
  const [active] = activeItems;
  const isMoved = active !== undefined && active !== items.find((row) => !isHeading(row));
  show();
  const shownAgain = (row: T) => pick.items.filter((one) => !isHeading(one) && keyOf(one) === keyOf(row));
  if (isMoved) pick.activeItems = shownAgain(active);
  if (pick.canSelectMany) pick.selectedItems = selectedItems.flatMap(shownAgain);
}
