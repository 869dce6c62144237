import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startPractice, type Practice } from '../unit/cloud/practice';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import type { CallsMade, CallTask } from './callsInChild';

const action = 'DescribeApplications';

describe("TEM's 20 calls a second, shared by the windows of a machine", function () {
  this.timeout(60_000);
  let practice: Practice;
  let files: TemporaryFiles;

  beforeEach(async () => {
    practice = await startPractice({ conditions: { requestsPerSecond: 20 } });
    files = await TemporaryFiles.create();
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const folder = () => join(files.folder, 'calls');

  async function windowThatCalls(task: Pick<CallTask, 'ms' | 'sideBySide'>): Promise<ChildProcess> {
    const window = fork(join(__dirname, 'callsInChild.js'));
    await once(window, 'message');
    window.send({ connection: practice.connection, callsFolder: folder(), ...task } satisfies CallTask);
    return window;
  }

  const said = async (window: ChildProcess) => (await once(window, 'message'))[0] as CallsMade;

  it('four windows that call as fast as they may, while others come, go and are killed, are refused hardly ever', async () => {
    const ms = 10_000;
    const windows = await Promise.all(Array.from({ length: 4 }, () => windowThatCalls({ ms, sideBySide: 20 })));
    const saying = windows.map(said);
    const killed = await windowThatCalls({ ms, sideBySide: 10 });
    const short = await windowThatCalls({ ms: 1000, sideBySide: 10 });
    await said(short);
    killed.kill('SIGKILL');
    const made = await Promise.all(saying);

    const calls = practice.sandbox.requests.of(action);
    const refused = calls.filter(({ code }) => code === 'RequestLimitExceeded').length;
    const seconds = (Math.max(...calls.map(({ time }) => time)) - Math.min(...calls.map(({ time }) => time))) / 1000;
    const answered = made.map((one) => one.answered);
    console.log(
      `      ${calls.length} calls in ${seconds.toFixed(1)} s, ${refused} refused; by window: ${answered.join(', ')}`,
    );
    assert.ok(refused < calls.length * 0.02, `${refused} of ${calls.length} calls were refused`);
    assert.ok(calls.length / seconds > 13, `${calls.length} calls in ${seconds} s: the limit is hardly used`);
    assert.ok(
      made.every((one) => one.failed === 0),
      JSON.stringify(made),
    );
    assert.ok(Math.min(...answered) > Math.max(...answered) / 3, `one starves: ${answered.join(', ')}`);
    const names = (await readdir(folder())).join(' ');
    const { secretId } = practice.connection.credential;
    assert.ok(!names.includes(secretId), 'a file is named after the key');
  });

  it('one window has them for itself: its first 20 calls wait for nothing', async () => {
    const { firstMs } = await said(await windowThatCalls({ ms: 0, sideBySide: 20 }));
    assert.ok(firstMs < 900, `${firstMs} ms`);
  });
});
