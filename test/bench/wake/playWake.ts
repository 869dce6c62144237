import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../../harness/atExit';
import { buildIfNeeded } from '../../harness/buildIfNeeded';
import { repoRoot } from '../../harness/cacheDir';
import { fetchHost } from '../../harness/fetchHost';
import { installVsix } from '../../harness/installVsix';
import { makeDataDirs } from '../../harness/makeDataDirs';
import { vsixFile } from '../../harness/packageVsix';
import { bundleOf } from '../../harness/probeBundle';
import { loadOnce, type Load } from './loadOnce';
import { wakeOnce, type Wake } from './wakeOnce';

/** The extension whose waking the present one is measured by. */
export const earlier = '970064f';

/** What was measured of one extension, in the order of the rounds. */
export interface WakeScore {
  readonly name: string;
  /** Of fresh Node.js processes. */
  readonly loads: readonly Load[];
  /** Of windows of a VS Code that was never used; of an empty module there are none. */
  readonly wakes: readonly Wake[];
}

/** How the extension wakes, beside an earlier one and an empty module. */
export interface WakeOutcome {
  /** The VS Code that the windows are of. */
  readonly host: string;
  readonly scores: readonly WakeScore[];
}

const vsixes: Readonly<Record<string, string>> = {
  [earlier]: join(repoRoot, 'test', 'fixtures', 'vsix', `tem-toolkit-${earlier}.vsix`),
  ours: vsixFile,
};
const processes = 20;
const windows = 7;

/** Plays the waking of each extension, in turns, so that whatever else the machine does meets all alike. */
export async function playWake(): Promise<WakeOutcome> {
  await buildIfNeeded();
  const { name: host } = await fetchHost('newest');
  const loads = await playLoads();
  const wakes = await inTurns(windows, Object.keys(vsixes), (name) => wakeOnce(vsixes[name] ?? ''));
  const scores = Object.keys(loads).map((name) => ({ name, loads: loads[name] ?? [], wakes: wakes[name] ?? [] }));
  return { host, scores };
}

async function playLoads(): Promise<Readonly<Record<string, readonly Load[]>>> {
  const folder = await mkdtemp(join(tmpdir(), 'tem-wake-'));
  const forget = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const installed: { remove(): Promise<void> }[] = [];
  try {
    const bundles: Record<string, string> = { 'an empty module': join(folder, 'empty.js') };
    await writeFile(join(folder, 'empty.js'), 'module.exports = {};\n');
    for (const [name, vsix] of Object.entries(vsixes)) {
      const dirs = await makeDataDirs();
      installed.push(dirs);
      await installVsix(await fetchHost('newest'), vsix, dirs);
      bundles[name] = await bundleOf(dirs.extensionsDir);
    }
    // What the disk has not read yet would meet the first one alone.
    await inTurns(1, Object.keys(bundles), (name) => loadOnce(bundles[name] ?? ''));
    return await inTurns(processes, Object.keys(bundles), (name) => loadOnce(bundles[name] ?? ''));
  } finally {
    for (const dirs of installed) await dirs.remove();
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

/** What `play` gives for each name in each round; every other round begins at the other end. */
async function inTurns<T>(
  rounds: number,
  names: readonly string[],
  play: (name: string) => Promise<T>,
): Promise<Readonly<Record<string, readonly T[]>>> {
  const found: Record<string, T[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 ? [...names].reverse() : names) found[name]?.push(await play(name));
  }
  return found;
}
