import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestEvent } from './testEvent';

/** What a run of tests came to: `failures` are the titles of those that failed, each with the beginning of its reason. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
}

const reasonLines = 8;

/** The receiving side of one run of tests. */
export interface EventReceiver {
  readonly port: number;
  /** Resolves at the run's end; rejects when it never came, or came without a single test. */
  readonly outcome: Promise<Outcome>;
  /** Gives the run up for this reason, unless it has ended. */
  giveUp(reason: string): void;
  close(): void;
}

/** Listens on loopback for the events of one run and hands each to `onEvent`. */
export async function receiveEvents(onEvent: (event: TestEvent) => void): Promise<EventReceiver> {
  let passed = 0;
  let connections = 0;
  const failures: string[] = [];
  let giveUp: (reason: string) => void = () => undefined;
  let settle: (event: TestEvent & { type: 'ended' }) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve, reject) => {
    giveUp = (reason) => reject(new Error(reason));
    settle = ({ broken }) => {
      if (broken) giveUp(broken);
      else if (passed + failures.length === 0) giveUp('no test ran');
      else resolve({ passed, failures });
    };
  });
  // Whoever waits for it still sees the rejection; nobody has to be waiting at that moment.
  outcome.catch(() => undefined);

  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      const event = JSON.parse(line) as TestEvent;
      if (event.type === 'passed') passed++;
      if (event.type === 'failed') failures.push(failureOf(event));
      onEvent(event);
      if (event.type === 'ended') settle(event);
    });
    socket.on('close', () => {
      if (--connections === 0) giveUp('whoever ran the tests went away before their end');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { port, outcome, giveUp, close: () => void server.close() };
}

function failureOf({ title, reason }: TestEvent & { type: 'failed' }): string {
  return [title, ...reason.split('\n').slice(0, reasonLines)].join('\n  ');
}
