import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { buildIfNeeded } from './harness/buildIfNeeded';
import { repoRoot } from './harness/cacheDir';
import { checkVsix } from './harness/checkVsix';
import { fetchHost } from './harness/fetchHost';
import { findBrowser } from './harness/findBrowser';
import { buildBundles, packageVsix, runBin } from './harness/packageVsix';
import type { Outcome } from './harness/receiveEvents';
import { runInDesktop } from './harness/runInDesktop';
import { runInHost } from './harness/runInHost';
import { runTestProcess } from './harness/runTestProcess';
import { writePicturesVariable, type HostRun, type TestEvent } from './harness/testEvent';

const one: Outcome = { passed: 1, failures: [] };

/** Runs a stage: all of it, or of its tests only the file `only`, a path below the stage's folder without `.test.ts`. */
type Stage = (only?: string) => Promise<Outcome>;

/** Every stage of `npm test`, in its order; a check without tests of its own counts as one. */
const stages: Readonly<Record<string, Stage>> = {
  async lint() {
    await Promise.all([
      runBin('eslint', 'bin/eslint.js', ['.']),
      runBin('prettier', 'bin/prettier.cjs', ['--check', '.']),
    ]);
    return one;
  },
  async build() {
    await buildBundles();
    await packageVsix();
    console.log(await checkVsix());
    return one;
  },
  unit: (only) => runTestProcess(where('unit', only), { timeout: 20_000, jobs: jobsOf(only) }),
  faults: (only) => runTestProcess(where('faults', only), { timeout: 120_000, jobs: jobsOf(only) }),
  host: runHosts,
  e2e: (only) => inBrowser(where('e2e', only)),
};

/** The stages that are run only when they are named, and write into the work tree. */
const extraStages: typeof stages = {
  pictures: () => inBrowser(where('e2e', 'pictures'), { [writePicturesVariable]: '1' }),
};

function where(stage: string, only: string | undefined): string {
  return path.join(__dirname, stage, only === undefined ? '' : `${only}.test.js`);
}

/** Tells how many files are run at a time: each busies one processor. */
function jobsOf(only: string | undefined): number {
  return only === undefined ? availableParallelism() : 1;
}

/** What is missing is fetched, or said, once and before any test waits for it. */
async function inBrowser(which: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  await buildIfNeeded();
  await findBrowser();
  for (const name of ['oldest', 'newest'] as const) await fetchHost(name);
  // One at a time: what they wait for is drawn, and looked for, in seconds.
  return runTestProcess(which, { timeout: 180_000, jobs: 1, env });
}

/** Faults are a room that may be empty; everywhere else an empty folder fails. */
function planned(name: string): boolean {
  return name !== 'faults' || existsSync(path.join(repoRoot, 'test', 'faults'));
}

async function runHosts(only?: string): Promise<Outcome> {
  const kinds = (process.env['TEM_TOOLKIT_HOSTS'] ?? 'npm').split(',');
  const runs: (readonly [string, (run: HostRun) => Promise<Outcome>])[] = [];
  if (kinds.includes('npm')) {
    for (const name of ['oldest', 'newest'] as const) runs.push([`${name} server`, (run) => runInHost(name, run)]);
  }
  if (kinds.includes('desktop')) {
    for (const name of ['1.100.3', 'stable']) runs.push([`desktop ${name}`, (run) => runInDesktop(name, run)]);
  }
  if (runs.length === 0) throw new Error('TEM_TOOLKIT_HOSTS takes npm, desktop, or both with a comma');
  await buildIfNeeded();
  // Each waits for its page for most of the time: side by side they take hardly longer than one.
  const outcomes = runs.map(([name, start]) =>
    start({ onEvent: (event) => printEvent(name, event), only }).catch((error: unknown) => failed(name, error)),
  );
  return sum(await Promise.all(outcomes));
}

function printEvent(host: string, event: TestEvent): void {
  if (event.type === 'note') console.log(`    ${host}: ${event.text}`);
  if (event.type === 'passed') console.log(`    ${host}: ✔ ${event.title} (${event.ms} ms)`);
  if (event.type === 'failed') console.log(`    ${host}: ✘ ${event.title} (${event.ms} ms)\n${event.reason}`);
}

function failed(name: string, error: unknown): Outcome {
  const why = error instanceof Error ? error.message : String(error);
  console.error(why);
  return { passed: 0, failures: [`${name}: ${why}`] };
}

function sum(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((total, { passed }) => total + passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}

/** Of `unit/cloud/temClient` that is `unit`. */
function stageOf(name: string): string {
  return name.split('/', 1)[0] ?? name;
}

/**
 * Runs the named stages, or all, or (`--without NAME…`) all but some; every one of them, also after a failure, so that
 * one run tells everything. A name with a slash is one file of a stage.
 */
async function run(args: readonly string[]): Promise<number> {
  const isWithout = args[0] === '--without';
  const names = isWithout ? args.slice(1) : args;
  const all = { ...stages, ...extraStages };
  const unknown = names.find((name) => !(stageOf(name) in all));
  if (unknown) throw new Error(`no stage ${unknown}; there are ${Object.keys(all).join(', ')}`);
  const usual = Object.keys(stages).filter(planned);
  const chosen = isWithout ? usual.filter((name) => !names.includes(name)) : names.length > 0 ? names : usual;
  if (isWithout) console.log(`left out, as asked: ${names.join(', ')}`);
  const outcomes: Outcome[] = [];
  for (const name of chosen) {
    console.log(`\n== ${name}`);
    const started = Date.now();
    const only = name.slice(stageOf(name).length + 1) || undefined;
    const outcome = await all[stageOf(name)]!(only).catch((error: unknown) => failed(name, error));
    outcomes.push(outcome);
    console.log(
      `== ${name}: ${outcome.failures.length > 0 ? 'FAILED, ' : ''}${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
  }
  const { passed, failures } = sum(outcomes);
  // Of a long run often the end alone is kept.
  for (const failure of failures) console.log(`\n✘ ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length > 0 ? 1 : 0;
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
