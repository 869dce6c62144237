import * as vscode from 'vscode';
import { showInformation } from './showMessage';

/** The rows of a view. Of what a command is called with they believe nothing but which of them it is. */
export interface Rows<R> {
  /** The row, as it is listed now, that `passed` is; `undefined` for whatever else a caller made up or kept. */
  find(passed: unknown): R | undefined;
  /** Those that are selected, where a person sees them. */
  selected(): readonly R[];
  /** The first that is selected in each of several views; that of `selected` where it is one. */
  firsts?(): readonly R[];
}

/** Which rows a command is for: what it takes of a row, if anything, and what is asked of who has selected another. */
export interface RowKind<R, T> {
  readonly of: (row: R) => T | undefined;
  readonly wanted: () => string;
}

/**
 * A command of rows as it is called with one, or without, by a key or from the palette: it is for the selected row then.
 * Where that is none of its rows a person is told which to select. Called with anything but a listed row it does nothing:
 * what was meant may be gone, and the selected row was not meant.
 */
export function onRow<R, T>(rows: Rows<R>, { of, wanted }: RowKind<R, T>, run: (row: T) => unknown) {
  return (passed?: unknown): unknown => {
    const isMeant = passed !== undefined && passed !== null;
    const meant = isMeant ? [rows.find(passed)] : (rows.firsts?.() ?? [rows.selected()[0]]);
    for (const row of meant) {
      const found = row && of(row);
      if (found !== undefined) return run(found);
    }
    const said = isMeant && !meant[0] ? notListed() : wanted();
    // Awaiting it would keep the command alive for as long as the message stands there.
    return void showInformation(said);
  };
}

/** What whoever acts on a row that is gone is told. */
export function notListed(): string {
  return vscode.l10n.t('That row is not listed here any more.');
}

/** The rows of two views as those of one. Nobody knows which of them a person looks at: in both of them rows are selected. */
export function eitherRows<A, B>(one: Rows<A>, other: Rows<B>): Rows<A | B> {
  return {
    find: (passed) => one.find(passed) ?? other.find(passed),
    selected: () => [...one.selected(), ...other.selected()],
    firsts: () => [...one.selected().slice(0, 1), ...other.selected().slice(0, 1)],
  };
}
