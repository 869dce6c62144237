import { readFile } from 'node:fs/promises';
import { vsixComplaints } from './vsixComplaints';
import { vsixFile } from './packageVsix';
import { zipNames } from './zipNames';

/** Fails when the VSIX lacks what it needs, holds what it should not, or is too large; resolves with its figures. */
export async function checkVsix(): Promise<string> {
  const vsix = await readFile(vsixFile);
  const entries = zipNames(vsix);
  const complaints = vsixComplaints(entries.map(({ name }) => name));
  if (complaints.length > 0) throw new Error(`the VSIX is not as it should be:\n  ${complaints.join('\n  ')}`);
  const main = entries.find(({ name }) => name === 'extension/dist/extension.js')?.bytes ?? 0;
  const figures = `VSIX ${kB(vsix.length)}, ${entries.length} files; dist/extension.js ${kB(main)}`;
  if (vsix.length >= 1_000_000) throw new Error(`${figures}: the VSIX must stay below 1,000 kB`);
  if (main > 60_000) throw new Error(`${figures}: dist/extension.js must not be larger than 60 kB`);
  return figures;
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
