import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError, cancelledError } from '../../src/core/errors';
import { createErrorReporter, outcomeOf, tryAgainAfter } from '../../src/ui/vscode/errorReporter';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  error: () => undefined,
  recent: () => [],
  show: () => undefined,
  dispose: () => undefined,
};

describe('how a job ends', () => {
  let written: string[];
  const renewed = new vscode.EventEmitter<string>();
  beforeEach(() => (written = []));
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  const reporting = () =>
    createErrorReporter({
      log: { ...quiet, error: (line) => void written.push(line) },
      onDidRenewKey: renewed.event,
    });

  /** Closes the messages until `call` is over. */
  async function closing<T>(call: Promise<T>): Promise<T> {
    let isOver = false;
    const over = call.finally(() => (isOver = true));
    while (!isOver) {
      await vscode.commands.executeCommand('notifications.clearAll');
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    return over;
  }

  it('is done with what it gives, be that nothing', async () => {
    const withErrorReporting = reporting();
    assert.deepEqual(await withErrorReporting('a', () => 7), { kind: 'done', value: 7 });
    assert.deepEqual(await withErrorReporting('a', () => Promise.resolve(undefined)), {
      kind: 'done',
      value: undefined,
    });
  });

  it('is cancelled, which is neither shown nor written', async () => {
    const cancelled = await reporting()('a', () => Promise.reject(cancelledError()));
    assert.deepEqual(cancelled, { kind: 'cancelled' });
    assert.deepEqual(written, []);
  });

  it('is failed with why, once a person has closed the message; written once however often it is shown', async () => {
    const error = new AppError('offline', 'no network');
    const withErrorReporting = reporting();
    const fail = () => withErrorReporting('a', () => Promise.reject(error));
    assert.deepEqual(await closing(fail()), { kind: 'failed', error });
    assert.deepEqual(await closing(fail()), { kind: 'failed', error });
    assert.deepEqual(written, ['offline: no network']);
  });

  describe('where the key of an account failed it', () => {
    const refusal = (accountId: string) => Object.assign(new AppError('expiredKey', ''), { accountId });

    it('is asked for once for all that failed by it, and all of them are run again as soon as it is renewed', async () => {
      const withErrorReporting = reporting();
      let isRenewed = false;
      let runs = 0;
      const job = () => {
        runs += 1;
        return isRenewed ? Promise.resolve(runs) : Promise.reject(refusal('a'));
      };
      const jobs = ['one', 'two', 'three'].map((what) => withErrorReporting(what, job));
      while (written.length < 3) await new Promise(setImmediate);
      isRenewed = true;
      // The words are loaded with the first failure: nobody listens before.
      let isOver = false;
      const all = Promise.all(jobs).finally(() => (isOver = true));
      while (!isOver) {
        renewed.fire('a');
        await new Promise(setImmediate);
      }
      assert.deepEqual(
        (await all).map(({ kind }) => kind),
        ['done', 'done', 'done'],
      );
      assert.equal(runs, 6);
    });

    it('is left where a person closes the message, and what they begin after it is told by itself', async () => {
      const withErrorReporting = reporting();
      const fail = () => withErrorReporting('a', () => Promise.reject(refusal('a')));
      const first = fail();
      while (written.length < 1) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, 1));
      const ends = await closing(Promise.all([first, fail()]));
      assert.deepEqual(
        ends.map(({ kind }) => kind),
        ['failed', 'failed'],
      );
    });

    it('is not asked for where it was renewed while the job ran: that is run again', async () => {
      const withErrorReporting = reporting();
      let runs = 0;
      const outcome = await closing(
        withErrorReporting('a', () => {
          runs += 1;
          if (runs > 1) return runs;
          renewed.fire('a');
          throw refusal('a');
        }),
      );
      assert.deepEqual(outcome, { kind: 'done', value: 2 });
    });

    it('is not asked for where it was renewed before they were told, since the job asked with the former one', async () => {
      const withErrorReporting = reporting();
      const before = Object.assign(refusal('a'), { askedAt: performance.now() });
      renewed.fire('a');
      const outcome = await closing(
        withErrorReporting(
          'a',
          tryAgainAfter(before, () => Promise.resolve('again')),
        ),
      );
      assert.deepEqual(outcome, { kind: 'done', value: 'again' });
    });

    it('is asked for where the renewed one is refused as well', async () => {
      const withErrorReporting = reporting();
      let runs = 0;
      const job = () => {
        runs += 1;
        if (runs === 1) renewed.fire('a');
        throw refusal('a');
      };
      assert.equal((await closing(withErrorReporting('a', job))).kind, 'failed');
      assert.equal(runs, 2);
    });

    it('waits for no other account', async () => {
      const withErrorReporting = reporting();
      const failed = withErrorReporting('a', () => Promise.reject(refusal('a')));
      while (written.length < 1) await new Promise(setImmediate);
      renewed.fire('b');
      assert.equal((await closing(failed)).kind, 'failed');
    });
  });

  it('is failed also where telling of it fails, which is written as well', async () => {
    const log = { ...quiet, error: (line: string) => void written.push(line) };
    const refusing: vscode.Event<string> = () => {
      if (written.length > 0) throw new Error('nobody can listen');
      return new vscode.Disposable(() => undefined);
    };
    const withErrorReporting = createErrorReporter({ log, onDidRenewKey: refusing });
    const error = Object.assign(new AppError('expiredKey', ''), { accountId: 'a' });
    assert.deepEqual(await closing(withErrorReporting('a', () => Promise.reject(error))), { kind: 'failed', error });
    assert.match(written.join(), /nobody can listen/);
  });

  it('is written without secrets, also where the mistake is ours', async () => {
    const mistake = new TypeError('Failed to parse URL from https://cos.example/a.jar?q-signature=0123456789abcdef');
    await reporting()('a', () => Promise.reject(mistake), 'logOnly');
    assert.match(written.join(), /Failed to parse URL/);
    assert.ok(!written.join().includes('0123456789abcdef'), written.join());
  });

  it('is never thrown, whatever a job throws and however early', async () => {
    const thrower = (): number => {
      throw new TypeError('a mistake');
    };
    const outcome = await outcomeOf(thrower);
    assert.ok(outcome.kind === 'failed' && outcome.error instanceof TypeError);
  });

  it('is that of the second run where a failure from elsewhere is tried again', async () => {
    const error = new Error('before');
    const job = tryAgainAfter(error, () => Promise.resolve('after'));
    assert.deepEqual(await outcomeOf(job), { kind: 'failed', error });
    assert.deepEqual(await outcomeOf(job), { kind: 'done', value: 'after' });
  });
});
