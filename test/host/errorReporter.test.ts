import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError, cancelledError } from '../../src/core/errors';
import { createErrorReporter, outcomeOf, tryAgainAfter } from '../../src/ui/vscode/errorReporter';

describe('how a job ends', () => {
  let written: string[];
  const renewed = new vscode.EventEmitter<string>();
  beforeEach(() => (written = []));
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  const reporting = () =>
    createErrorReporter({
      log: {
        debug: () => undefined,
        info: () => undefined,
        error: (line) => void written.push(line),
        show: () => undefined,
        dispose: () => undefined,
      },
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
