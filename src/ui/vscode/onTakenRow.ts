import type * as vscode from 'vscode';
import { entitle, type PickRow } from './quickInput';

/** A row that may have a reason why it cannot be chosen. */
export interface RefusableRow extends PickRow {
  readonly refusal?: string;
}

/**
 * Calls `take` with a row that is accepted, where it can be chosen. Of another one the title says why not, which is part of what a
 * screen reader says of the box, until a person goes on; VS Code has no rows that cannot be accepted.
 */
export function onTakenRow<T extends RefusableRow>(pick: vscode.QuickPick<T>, take: (row: T) => void): void {
  const title = pick.title ?? '';
  let refused: T | undefined;
  const calm = (): void => {
    if (!refused) return;
    refused = undefined;
    entitle(pick, title);
  };
  pick.onDidAccept(() => {
    const row = pick.selectedItems[0];
    if (row?.refusal === undefined) return row && take(row);
    refused = row;
    entitle(pick, row.refusal);
  });
  pick.onDidChangeValue(calm);
  pick.onDidChangeActive(([active]) => active !== refused && calm());
}
