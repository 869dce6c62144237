import * as vscode from 'vscode';
import { visible } from '../../core/visible';

// More rows than anybody reads; more of a cell than any honest name has, which file systems end at 255 bytes.
const maxRows = 2000;
const maxCellLength = 300;
// A few long cells must not push the others' neighbours out of sight.
const widestPadding = 120;

/**
 * Formats a row of cells for each item, as lines whose cells stand below each other; of very many the first, and how many
 * more.
 */
export function columns<T>(items: readonly T[], rowOf: (item: T) => readonly string[]): readonly string[] {
  const shown = items.slice(0, maxRows).map((item) => rowOf(item).map((cell) => visible(cell, maxCellLength)));
  const widths: number[] = [];
  for (const row of shown) row.forEach((cell, n) => (widths[n] = Math.max(widths[n] ?? 0, widthOf(cell))));
  const lines = shown.map((row) =>
    row
      .map((cell, n) => cell.padEnd(Math.min(widths[n] ?? 0, widestPadding)))
      .join('  ')
      .trimEnd(),
  );
  const left = items.length - shown.length;
  return left > 0 ? [...lines, vscode.l10n.t('… and {0} more', left)] : lines;
}

function widthOf(cell: string): number {
  return [...cell].length;
}
