import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Base, Task } from '../contestants/contestant';
import type { ContestantName } from '../contestants/contestants';
import { playMatch, type Entry } from '../match';
import { rowsOf, type Row } from '../report/rows';
import type { Sink } from '../sink/sink';
import { bootBuild, type Change } from './bootBuild';
import type { DeltaScene } from './deltaScenes';

/** The rows of a scene; `bytes` are those of the rebuilt package. */
export interface DeltaOutcome {
  readonly scene: DeltaScene;
  readonly bytes: number;
  readonly rows: readonly Row[];
}

/** What ours is called in a row. */
export const oursNames = {
  full: 'ours, without delta',
  class: 'ours, one class changed',
  library: 'ours, and a library raised',
  refused: 'ours, copies refused',
} as const;

const copyRate = 100e6;

/** Uploads a rebuilt package whose base the store has, by everybody of `names` in turn. Writes into `folder`. */
export async function playDelta(
  sink: Sink,
  scene: DeltaScene,
  { folder, names }: { readonly folder: string; readonly names: readonly ContestantName[] },
): Promise<DeltaOutcome> {
  const write = async (change: Change): Promise<{ readonly path: string; readonly bytes: number }> => {
    const path = join(folder, `${scene.size} ${change}.jar`);
    const content = await bootBuild(scene.bytes, change);
    await writeFile(path, content);
    return { path, bytes: content.length };
  };
  const [first, rebuilt, raised] = [await write('nothing'), await write('class'), await write('class and library')];
  const base: Base = { key: `bench/delta/${scene.size}/base.jar`, etag: '"bench-base"', file: first.path };
  await sink.hold(base);
  const at = (name: string) => ({ url: sink.url, key: `bench/delta/${scene.size}/${name}.jar` });
  const entries = entriesOf(scene, names, {
    full: { ...rebuilt, ...at('full') },
    class: { ...rebuilt, ...at('class'), base },
    library: { ...raised, ...at('library'), base },
    refused: { ...rebuilt, ...at('refused'), base },
  });
  const scores = await playMatch(sink, entries);
  return { scene, bytes: rebuilt.bytes, rows: scores.flatMap((score) => rowsOf(score)) };
}

/** Whose parts differ has a key of its own: by a key, a number and a length the sink knows its sums. */
function entriesOf(
  { conditions, rounds }: DeltaScene,
  names: readonly ContestantName[],
  tasks: Readonly<Record<keyof typeof oursNames, Task>>,
): readonly Entry[] {
  const others = names.map((contestant): Entry => {
    const wanted = rounds.others[contestant] ?? 0;
    return { name: contestant, contestant, task: tasks.full, conditions, rounds: wanted, isTaught: false };
  });
  const ours = (kind: keyof typeof oursNames, wanted: number, copies: number | 'refused'): Entry => ({
    name: oursNames[kind],
    contestant: 'ours',
    task: tasks[kind],
    conditions: { ...conditions, copies },
    rounds: wanted,
    isTaught: kind === 'class' || kind === 'library',
  });
  return [
    ...others.filter((entry) => entry.rounds > 0),
    ours('full', rounds.ours, copyRate),
    ours('refused', rounds.refused, 'refused'),
    ours('class', rounds.copying, copyRate),
    ours('library', rounds.copying, copyRate),
  ];
}
