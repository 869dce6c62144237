import * as vscode from 'vscode';
import { showInformation } from './showMessage';

/** The rows of a view. Of what a command is called with they believe nothing but which of them it is. */
export interface Rows<R> {
  /** The row, as it is listed now, that `passed` is; `undefined` for whatever else a caller made up or kept. */
  find(passed: unknown): R | undefined;
  /** Those that are selected, where a person sees them. */
  selected(): readonly R[];
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
    const row = isMeant ? rows.find(passed) : rows.selected()[0];
    const found = row && of(row);
    if (found !== undefined) return run(found);
    const said = isMeant && !row ? vscode.l10n.t('That row is not listed here any more.') : wanted();
    // Awaiting it would keep the command alive for as long as the message stands there.
    return void showInformation(said);
  };
}

/** The rows of two views as those of one. */
export function eitherRows<A, B>(one: Rows<A>, other: Rows<B>): Rows<A | B> {
  return {
    find: (passed) => one.find(passed) ?? other.find(passed),
    selected: () => [...one.selected(), ...other.selected()],
  };
}
