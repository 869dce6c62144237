import * as vscode from 'vscode';
import type { Node } from './nodes';
import type { RowKind } from './rowKinds';

/**
 * A command of rows as it is called with one, or without, by a key or from the palette: it is for the selected row then.
 * Where that is none of its rows a person is told which to select.
 */
export function onRow<T>(selected: () => readonly Node[], { of, wanted }: RowKind<T>, run: (row: T) => unknown) {
  return (clicked?: Node): unknown => {
    const row = clicked ?? selected()[0];
    const found = row && of(row);
    if (found !== undefined) return run(found);
    // Awaiting it would keep the command alive for as long as the message stands there.
    return void vscode.window.showInformationMessage(wanted());
  };
}
