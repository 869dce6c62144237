/** What each row of a Markdown table of docs/architecture.md may import, by the row's name; `heading` is that of its first column. */
export function importTable(markdown: string, heading: string): ReadonlyMap<string, readonly string[]> {
  const lines = markdown.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`| ${heading} | may import`));
  if (first < 0) throw new Error(`no table of what a ${heading} may import`);
  const rows = lines.slice(first + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return new Map(
    rows.slice(0, end).map((row) => {
      const [, name = '', allowed = ''] = row.split('|');
      return [namesIn(name)[0] ?? '', namesIn(allowed)];
    }),
  );
}

function namesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}
