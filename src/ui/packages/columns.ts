/** Rows of cells as lines whose cells stand below each other. Control characters of the cells become spaces. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  // eslint-disable-next-line no-control-regex -- what a package says of itself may hold any
  const clean = rows.map((row) => row.map((cell) => cell.replace(/[\u0000-\u001f\u007f]+/g, ' ')));
  const widths = (clean[0] ?? []).map((_, n) => Math.max(...clean.map((row) => [...(row[n] ?? '')].length)));
  return clean.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
