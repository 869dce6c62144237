import path from 'node:path';
import { receiveEvents, type Outcome } from './receiveEvents';
import { startTree } from './startTree';
import { reportPortVariable } from './testEvent';

/** How tests are run: `timeout` is that of one test, in ms; `jobs` how many files are run at a time. */
interface TestRun {
  readonly timeout: number;
  readonly jobs: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the tests below `where` (or that one `.test.js`) in Node processes of their own, which print for themselves. */
export async function runTestProcess(where: string, { timeout, jobs, env: extra }: TestRun): Promise<Outcome> {
  const receiver = await receiveEvents((event) => {
    if (event.type === 'note') console.log(`    ${event.text}`);
  });
  const program = [path.join(__dirname, 'runMocha.js'), where, String(timeout), String(jobs)];
  const env = { ...process.env, ...extra, [reportPortVariable]: String(receiver.port) };
  const tree = startTree(process.execPath, ['--enable-source-maps', ...program], env, 'SIGTERM');
  tree.child.stdout?.pipe(process.stdout, { end: false });
  tree.child.stderr?.pipe(process.stderr, { end: false });
  tree.child.once('exit', (code) => receiver.giveUp(`the tests ended with ${code} before their end`));
  try {
    return await receiver.outcome;
  } finally {
    receiver.close();
    await tree.stop();
  }
}
