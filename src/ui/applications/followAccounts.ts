import type * as vscode from 'vscode';
import type { AccountNode } from '../../browse/nodes';
import type { AccountChange } from '../accounts/accountChange';
import type { Accounts } from '../accounts/accounts';
import type { AuthState } from '../accounts/authState';

/** Rows of accounts, and what is done with them. */
export interface AccountRows {
  rowOf(accountId: string): AccountNode | undefined;
  all(): readonly AccountNode[];
  /** Draws a row anew, everything without one. */
  draw(row?: AccountNode): void;
  /** Has what is below a row asked for again when it is drawn. */
  invalidate(row: AccountNode): void;
  /** Reads a row and all below it again. */
  refresh(row: AccountNode): void;
  rebuild(): void;
  readCurrent(): Promise<void>;
  /** Drops the rows of accounts that are signed out. */
  dropSignedOut(): Promise<void>;
}

/** Shows what is different with an account; reads again only the rows of one that has another key. */
export function followAccounts(
  { accounts, auth }: { readonly accounts: Pick<Accounts, 'onDidChange'>; readonly auth: AuthState },
  rows: AccountRows,
): readonly vscode.Disposable[] {
  const accountChanged = async ({ kind, id }: AccountChange): Promise<void> => {
    const row = rows.rowOf(id);
    switch (kind) {
      case 'added':
        return rows.draw();
      case 'removed':
        if (row) rows.invalidate(row);
        await rows.dropSignedOut();
        return rows.draw();
      case 'renamed':
        return rows.rebuild();
      case 'renewed':
        return row && rows.refresh(row);
      case 'current':
        await rows.readCurrent();
        rows.all().forEach((one) => rows.draw(one));
    }
  };
  return [
    accounts.onDidChange((change) => void accountChanged(change)),
    auth.onDidChange((accountId) => {
      const row = rows.rowOf(accountId);
      // What its rows say of a key that was refused is over.
      if (row && !auth.of(accountId)) rows.invalidate(row);
      rows.draw(row);
    }),
  ];
}
