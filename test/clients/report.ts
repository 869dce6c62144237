/** One client's column: its name with its version, and its cells by the names of the steps. */
export interface Column {
  readonly title: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** A table of text: a line for each step, in the order in which the clients first have them. */
export function tableOf(columns: readonly Column[]): string {
  const names = [...new Set(columns.flatMap(({ cells }) => [...cells.keys()]))];
  const lines = [
    ['', ...columns.map(({ title }) => title)],
    ...names.map((name) => [name, ...columns.map(({ cells }) => cells.get(name) ?? '–')]),
  ];
  const widths = lines[0]?.map((_, n) => Math.max(...lines.map((line) => widthOf(line[n] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((text, n) => pad(text, widths?.[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - widthOf(text));
}

/** Columns of a terminal: Chinese characters and emoji take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1), 0);
}
