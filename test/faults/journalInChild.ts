import { AppError } from '../../src/core/errors';
import { FileJournal } from '../../src/journal/fileJournal';
import { FaultyPort, type PortFault } from '../fixtures/faultyPort';
import { scenarios, type Outcome } from './journalScenarios';

/** What a child is told: to act in `folder`, while its files suffer `fault`. */
export interface ChildTask {
  readonly folder: string;
  readonly scenario: string;
  readonly fault?: PortFault;
  /** It has been prepared by somebody else. */
  readonly isPrepared?: true;
}

export interface ChildAnswer {
  readonly folder: string;
  readonly outcome: Outcome;
}

/** Runs a scenario's act on a journal whose files suffer; answers with what they did. */
export async function actOn(
  { folder, scenario, fault, isPrepared }: ChildTask,
  kill: () => void,
): Promise<{ outcome: Outcome; port: FaultyPort; journal: FileJournal }> {
  const port = new FaultyPort(kill);
  const journal = new FileJournal(folder, port);
  const { before, act } = scenarios[scenario]!;
  if (!isPrepared) await before(journal, folder);
  port.arm(fault);
  const outcome = await outcomeOf(act(journal));
  return { outcome, port, journal };
}

export function outcomeOf(acting: Promise<unknown>): Promise<Outcome> {
  return acting.then(
    (answer): Outcome => ({ answer: answer ?? null }),
    (error: unknown): Outcome => ({ failure: error instanceof AppError ? error.failure : String(error) }),
  );
}

// As a process of its own: it acts as often as it is told, until it is killed or let go.
if (require.main === module) {
  process.on('message', (task: ChildTask) => {
    void actOn(task, () => process.kill(process.pid, 'SIGKILL')).then(({ outcome }) =>
      process.send?.({ folder: task.folder, outcome } satisfies ChildAnswer),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}
