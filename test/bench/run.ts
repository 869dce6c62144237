import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootJar } from '../fixtures/bootJar';
import { atExit } from '../harness/atExit';
import { playChoice, type ChoiceOutcome } from './choice/playChoice';
import { besideVariable } from './contestants/beside';
import { contestants, type ContestantName } from './contestants/contestants';
import { deltaScenes } from './delta/deltaScenes';
import { playDelta, type DeltaOutcome } from './delta/playDelta';
import { makeFile } from './makeFile';
import { playMatch } from './match';
import { matchEntries } from './matchEntries';
import { isOnPath } from './onPath';
import { choiceTable, choiceVerdicts } from './report/choiceTable';
import { deltaTable } from './report/deltaTable';
import { deltaVerdicts } from './report/deltaVerdicts';
import { matchTable } from './report/matchTable';
import { results } from './report/results';
import { rowsOf } from './report/rows';
import { verdictTable, type Outcome } from './report/verdicts';
import { wakeTable, wakeVerdicts } from './report/wakeTable';
import { sceneNames, scenes, sizeNames, sizes, type SceneName, type SizeName } from './scenes';
import { Sink } from './sink/sink';
import { playWake } from './wake/playWake';

interface Matches {
  readonly outcomes: readonly Outcome[];
  readonly choices: readonly ChoiceOutcome[];
}

const orders = { name: 'orders', version: '1.0.0', main: 'com/acme/Orders', seed: 1 };
const programs = ['coscli', 'coscmd'] as const;
const waking = 'wake';
const changing = 'delta';
const none: Matches = { outcomes: [], choices: [] };
const { present, absent } = takingPart();

function takingPart(): { readonly present: readonly ContestantName[]; readonly absent: readonly string[] } {
  const hasCurl = isOnPath('curl') && isOnPath('bash');
  const absent = programs.filter((name) => !isOnPath(name));
  const notBeside = process.env[besideVariable] ? [] : ['ours beside'];
  const left = new Set<string>([hasCurl ? 'raw node:http' : 'curl -T', ...absent, ...notBeside]);
  const present = (Object.keys(contestants) as ContestantName[]).filter((name) => !left.has(name));
  return { present, absent };
}

/** Plays what is chosen, all unless something is named; only a whole run writes the results down. */
async function main(words: readonly string[]): Promise<void> {
  const known = [...sceneNames, ...sizeNames, changing, waking];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown) throw new Error(`no ${unknown}; there are ${known.join(', ')}`);
  const isWhole = words.length === 0;
  const areMatchesChosen = isWhole || words.some((word) => word !== waking && word !== changing);
  const { outcomes, choices } = areMatchesChosen ? await withSink((...at) => playMatches(words, ...at)) : none;
  const deltas = isWhole || words.includes(changing) ? await withSink(playDeltas) : [];
  const wake = isWhole || words.includes(waking) ? await playWake() : undefined;
  if (choices.length > 0) console.log(`${choiceTable(choices)}\n`);
  if (wake) console.log(`${wakeTable(wake)}\n`);
  const verdicts = [...choiceVerdicts(choices), ...deltaVerdicts(deltas), ...(wake ? wakeVerdicts(wake) : [])];
  console.log(verdictTable(outcomes, verdicts));
  if (!isWhole || !wake) return;
  // This runs in out/test/bench.
  writeFileSync(
    join(__dirname, '../../../test/bench/RESULTS.md'),
    results({ outcomes, choices, deltas, wake, absent }),
  );
}

/** Plays with a sink of its own and a folder that is gone afterwards. */
async function withSink<T>(play: (sink: Sink, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tem-bench-'));
  const forget = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const sink = await Sink.start();
  try {
    return await play(sink, folder);
  } finally {
    sink.stop();
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

async function playMatches(words: readonly string[], sink: Sink, folder: string): Promise<Matches> {
  const chosenScenes = choose(words, sceneNames);
  const outcomes: Outcome[] = [];
  const choices: ChoiceOutcome[] = [];
  for (const size of choose(words, sizeNames)) {
    const path = join(folder, `${size}.jar`);
    await makeFile(path, sizes[size]);
    for (const scene of chosenScenes) outcomes.push(await play(sink, scene, size, path));
    if (!chosenScenes.includes('wide') || size === '1GB') continue;
    await writeFile(path, await bootJar({ ...orders, bytes: sizes[size] }));
    choices.push(await playChoice(sink, scenes.wide, size, path));
  }
  return { outcomes, choices };
}

async function playDeltas(sink: Sink, folder: string): Promise<readonly DeltaOutcome[]> {
  const outcomes: DeltaOutcome[] = [];
  for (const scene of deltaScenes) {
    const outcome = await playDelta(sink, scene, { folder, names: present });
    const isPlayed = typeof outcome !== 'string';
    console.log(`\n${scene.title}, ${scene.size}, rebuilt\n\n${isPlayed ? deltaTable(outcome) : outcome}\n`);
    if (isPlayed) outcomes.push(outcome);
  }
  return outcomes;
}

async function play(sink: Sink, sceneName: SceneName, size: SizeName, path: string): Promise<Outcome> {
  const fixture = { scene: scenes[sceneName], size, path, bytes: sizes[size] };
  const scores = await playMatch(sink, matchEntries(fixture, sink.url, present));
  const rows = scores.flatMap((score) => rowsOf(score));
  const own = scores.find(({ name }) => name === 'ours');
  const sdkBytes = own?.loadedRss === undefined ? undefined : own.loadedRss - own.idleRss;
  if (rows.length > 0) console.log(`\n${fixture.scene.title}, ${size}\n\n${matchTable(fixture, rows)}\n`);
  return { fixture, rows, sdkBytes };
}

function choose<T extends string>(words: readonly string[], names: readonly T[]): readonly T[] {
  const chosen = names.filter((name) => words.includes(name));
  return chosen.length > 0 ? chosen : names;
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
