import type { ContestantName } from './contestants/contestants';
import type { Entry } from './match';
import type { Scene, SizeName } from './scenes';

/** What is played: one file over one line. */
export interface Fixture {
  readonly scene: Scene;
  readonly size: SizeName;
  readonly path: string;
  readonly bytes: number;
}

/** The entries of a fixture: each of these contestants that its scene has rounds for. `url` is that of the sink. */
export function matchEntries(
  { scene, size, path, bytes }: Fixture,
  url: string,
  names: readonly ContestantName[],
): readonly Entry[] {
  const task = { path, bytes, url, key: `bench/${size}.jar` };
  const { conditions, limit } = scene;
  const hashing = limit === undefined ? 'taught' : 'repeated';
  const entries = names.map((name): Entry => {
    return { name, contestant: name, task, conditions, rounds: scene.rounds(size, name), hashing };
  });
  return entries.filter(({ rounds }) => rounds > 0);
}
