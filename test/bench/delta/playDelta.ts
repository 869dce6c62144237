import type { Base, Task } from '../contestants/contestant';
import type { ContestantName } from '../contestants/contestants';
import { playMatch, type Entry } from '../match';
import { rowsOf, type Row } from '../report/rows';
import type { Sink } from '../sink/sink';
import { madeBuilds } from './builds';
import type { DeltaScene } from './deltaScenes';
import { mavenBuilds } from './mavenBuilds';

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

type Kind = keyof typeof oursNames;

const copyRate = 100e6;

/**
 * Uploads a rebuilt package whose base the store has, by everybody of `names` in turn, or says why there is none. Writes into
 * `folder`.
 */
export async function playDelta(
  sink: Sink,
  scene: DeltaScene,
  { folder, names }: { readonly folder: string; readonly names: readonly ContestantName[] },
): Promise<DeltaOutcome | string> {
  const builds = scene.bytes === undefined ? await mavenBuilds(folder) : await madeBuilds(folder, scene.bytes);
  if (typeof builds === 'string') return builds;
  const { first, class: rebuilt, library } = builds;
  const folderOfKeys = `bench/delta/${scene.size.replaceAll(' ', '-')}`;
  const base: Base = { key: `${folderOfKeys}/base.jar`, etag: '"bench-base"', file: first.path };
  await sink.hold(base);
  const at = (name: string) => ({ url: sink.url, key: `${folderOfKeys}/${name}.jar` });
  const entries = entriesOf(scene, names, {
    full: { ...rebuilt, ...at('full') },
    refused: { ...rebuilt, ...at('refused'), base },
    class: { ...rebuilt, ...at('class'), base },
    ...(library && { library: { ...library, ...at('library'), base } }),
  });
  const scores = await playMatch(sink, entries);
  return { scene, bytes: rebuilt.bytes, rows: scores.flatMap((score) => rowsOf(score)) };
}

/** Whose parts differ has a key of its own: by a key, a number and a length the sink knows its sums. */
function entriesOf(
  { conditions, rounds }: DeltaScene,
  names: readonly ContestantName[],
  tasks: Readonly<Record<Exclude<Kind, 'library'>, Task>> & { readonly library?: Task },
): readonly Entry[] {
  const others = names.map((contestant): Entry => {
    const wanted = rounds.others[contestant] ?? 0;
    return { name: contestant, contestant, task: tasks.full, conditions, rounds: wanted, hashing: 'unfelt' };
  });
  const ours = (kind: Kind, wanted: number): readonly Entry[] => {
    const task = tasks[kind];
    const copies = kind === 'refused' ? 'refused' : copyRate;
    const hashing = kind === 'class' || kind === 'library' ? 'taught' : 'unfelt';
    const line = { ...conditions, copies } as const;
    return task ? [{ name: oursNames[kind], contestant: 'ours', task, conditions: line, rounds: wanted, hashing }] : [];
  };
  const entries = [
    ...others,
    ...ours('full', rounds.ours),
    ...ours('refused', rounds.refused),
    ...ours('class', rounds.copying),
    ...ours('library', rounds.copying),
  ];
  return entries.filter((entry) => entry.rounds > 0);
}
