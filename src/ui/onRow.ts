import { showInformation } from './showMessage';

/** Which rows a command is for: what it takes of a row, if anything, and what is asked of who has selected another. */
export interface RowKind<R, T> {
  readonly of: (row: R) => T | undefined;
  readonly wanted: () => string;
}

/**
 * A command of rows as it is called with one, or without, by a key or from the palette: it is for the selected row then.
 * Where that is none of its rows a person is told which to select.
 */
export function onRow<R, T>(selected: () => readonly R[], { of, wanted }: RowKind<R, T>, run: (row: T) => unknown) {
  return (clicked?: R): unknown => {
    const row = clicked ?? selected()[0];
    const found = row && of(row);
    if (found !== undefined) return run(found);
    // Awaiting it would keep the command alive for as long as the message stands there.
    return void showInformation(wanted());
  };
}
