import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FileJournal } from '../../src/journal/fileJournal';
import type { Damage, FaultyPort, PortFault } from '../fixtures/faultyPort';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import { actOn, outcomeOf, type ChildAnswer, type ChildTask } from './journalInChild';
import { races, scenarios, type Outcome } from './journalScenarios';
import { Tally } from './tally';

type Operation = FaultyPort['done'][number];

interface JournalCase {
  readonly name: string;
  readonly scenario: string;
  readonly fault: PortFault;
}

const errors: readonly Damage[] = ['ENOENT', 'EBUSY', 'EACCES', 'ENOSPC', 'EIO'];
const killed: Damage = 'killed after it';
const reads: readonly Operation[] = ['read', 'readdir', 'unlink'];
// What only looks leaves everything as it was: whoever is killed after it is killed after the operation before.
const looks: readonly Operation[] = ['read', 'readdir'];

/** Of the damages those that the system can do: what it calls absent is absent, and only writing needs room. */
function damagesOf(operation: Operation): readonly Damage[] {
  if (operation === 'append') return [...errors, 'half written'];
  if (operation === 'write' || operation === 'writeSync') return [...errors.slice(1), 'half written'];
  if (operation === 'close') return ['ENOSPC', 'EIO'];
  return reads.includes(operation) ? ['EBUSY', 'EACCES', 'EIO'] : errors;
}

/** Each operation × each damage, once and from then on; and × the end of the process. */
function casesOf(scenario: string, operations: readonly Operation[], damages: typeof damagesOf): JournalCase[] {
  return operations.flatMap((operation, at) =>
    damages(operation).flatMap((damage) =>
      (damage === killed ? [false] : [false, true]).map((lasts) => {
        const name = `${scenario}: ${at + 1}: ${operation}: ${damage}${lasts ? ' from then on' : ''}`;
        return { name, scenario, fault: { nth: at + 1, operation, damage, lasts } };
      }),
    ),
  );
}

/** As rooms of a tally: so many cases at a time. */
const lanes = (most: number) => Array.from({ length: most }, (_, at) => at);

describe('the journal, whatever its files suffer', () => {
  const tally = new Tally('journal matrix');
  let files: TemporaryFiles;
  let folders = 0;

  before(async () => (files = await TemporaryFiles.create()));
  after(async () => {
    tally.tell();
    await files.remove();
  });

  const newFolder = () => join(files.folder, String(++folders), 'journal');

  /** The operations of a scenario's act that suffers nothing; then everything must be as it should. */
  async function operationsOf(scenario: string): Promise<readonly Operation[]> {
    const folder = newFolder();
    const { port, outcome, journal } = await actOn({ folder, scenario }, () => undefined);
    const done = [...port.done];
    await scenarios[scenario]!.check(new FileJournal(folder), outcome, journal);
    return done;
  }

  async function alone({ scenario, fault }: JournalCase): Promise<void> {
    const folder = newFolder();
    let kill = (): void => undefined;
    const ended = new Promise<undefined>((resolve) => (kill = () => resolve(undefined)));
    const acted = await Promise.race([actOn({ folder, scenario, fault }, kill), ended]);
    acted?.port.arm(undefined);
    await scenarios[scenario]!.check(new FileJournal(folder), acted?.outcome, acted?.journal);
  }

  /** In a process of its own, which is killed. */
  async function killedIn({ scenario, fault }: JournalCase): Promise<void> {
    const folder = newFolder();
    const child = await newChild();
    const ended = once(child, 'exit');
    child.send({ folder, scenario, fault } satisfies ChildTask);
    const [, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    assert.equal(signal, 'SIGKILL', 'it was not killed');
    await scenarios[scenario]!.check(new FileJournal(folder));
  }

  /** Against this process, at the same moment, while the other one suffers. */
  async function against(child: ChildProcess, { scenario, fault }: JournalCase): Promise<void> {
    const { prepare, here, check } = races[scenario]!;
    const folder = newFolder();
    const journal = new FileJournal(folder);
    await prepare(folder);
    const answered = answerOf(child, folder);
    child.send({ folder, scenario, fault, isPrepared: true } satisfies ChildTask);
    const own = await outcomeOf(here(journal));
    await check(own, await answered, journal);
  }

  const afterChanges = (operation: Operation): readonly Damage[] => {
    if (!looks.includes(operation)) return [killed];
    tally.remark('operations that only look, after which no child is killed: as after the one before');
    return [];
  };

  for (const scenario of Object.keys(scenarios)) {
    it(`one process: ${scenario}`, async () => {
      const { isLocked } = scenarios[scenario]!;
      const operations = await operationsOf(scenario);
      const damages = (operation: Operation) => [...damagesOf(operation), ...(isLocked ? [] : [killed])];
      await tally.runAll(casesOf(scenario, operations, damages), lanes(64), alone);
    });
  }

  for (const scenario of Object.keys(scenarios).filter((name) => scenarios[name]!.isLocked)) {
    it(`a process that is killed, and the next one: ${scenario}`, async () => {
      const operations = await operationsOf(scenario);
      await tally.runAll(casesOf(scenario, operations, afterChanges), lanes(2), killedIn);
    });
  }

  for (const scenario of Object.keys(races)) {
    it(`two processes at once: ${scenario}`, async () => {
      const operations = await operationsOf(scenario);
      const children = await Promise.all(lanes(2).map(newChild));
      try {
        const rooms = lanes(24).map((at) => children[at % children.length]!);
        await tally.runAll(casesOf(scenario, operations, damagesOf), rooms, (one, child) => against(child, one));
      } finally {
        children.forEach((child) => child.disconnect());
      }
    });
  }
});

async function newChild(): Promise<ChildProcess> {
  const child = fork(join(__dirname, 'journalInChild.js'));
  await once(child, 'message');
  return child;
}

/** What a child says that acted in this folder; it acts in several at a time. */
function answerOf(child: ChildProcess, folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const hear = (said: ChildAnswer): void => {
      if (said.folder !== folder) return;
      child.off('message', hear);
      resolve(said.outcome);
    };
    child.setMaxListeners(0).on('message', hear);
  });
}
