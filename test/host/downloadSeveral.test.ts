import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { AppError, cancelledError, type Failure } from '../../src/core/errors';
import type { PackageNode } from '../../src/browse/nodes';
import { downloadSeveral, type DownloadSeveralDeps } from '../../src/ui/packages/downloadSeveral';
import { outcomeOf } from '../../src/ui/vscode/errorReporter';
import { ordersApplication } from '../fixtures/ordersApplication';

const account = { id: 'a1', name: 'Shop', site: 'china' } as const;
const parent = { kind: 'application', account, region: 'ap-guangzhou', application: ordersApplication } as const;
const nodeOf = (version: string): PackageNode => ({
  kind: 'package',
  parent,
  known: { packageName: 'orders.jar', version, runningIn: [] },
});

describe('several downloads', () => {
  let folder: string;
  let ends: Readonly<Record<string, Failure>>;
  let tried: string[];
  let told: string[];
  let logged: string[];
  let foldersAsked: number;
  let retries: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tem-several-'));
    [ends, tried, told, logged, foldersAsked, retries] = [{}, [], [], [], 0, 0];
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  const deps: DownloadSeveralDeps = {
    askFile: () => Promise.resolve(undefined),
    askFolder: () => Promise.resolve(vscode.Uri.file(folder)).finally(() => (foldersAsked += 1)),
    look: (path) => Promise.resolve({ path }),
    download: ({ version }) => {
      tried.push(version);
      const failure = ends[version];
      if (!failure) return Promise.resolve({ bytes: 1, isVerified: true });
      return Promise.reject(failure === 'cancelled' ? cancelledError() : new AppError(failure, version));
    },
    withErrorReporting: async (what, job, buttons) => {
      let outcome = await outcomeOf(job);
      if (buttons === 'logOnly' && outcome.kind === 'failed') logged.push(`${what}: ${String(outcome.error)}`);
      else if (outcome.kind === 'failed') told.push(`${what}: ${String(outcome.error)}`);
      if (outcome.kind === 'failed' && retries > 0) {
        retries -= 1;
        ends = {};
        outcome = await outcomeOf(job);
      }
      return outcome;
    },
  };
  const download = async (...versions: readonly string[]) => {
    await downloadSeveral(deps, versions.map(nodeOf));
    // What is told is not waited for.
    await new Promise(setImmediate);
  };

  it('go on where some fail, and tell of all of those once; each is in the log', async () => {
    ends = { '1': 'diskFull', '2': 'notFound', '3': 'diskFull', '5': 'diskFull' };
    await download('1', '2', '3', '4', '5');
    assert.deepEqual(tried, ['1', '2', '3', '4', '5']);
    assert.deepEqual(told, []);
    assert.deepEqual(
      logged.map((line) => line.replace(/^.*: AppError/, 'AppError')),
      ['AppError: diskFull: 1', 'AppError: notFound: 2', 'AppError: diskFull: 3', 'AppError: diskFull: 5'],
    );
    [ends, logged] = [{ '1': 'diskFull', '3': 'diskFull' }, []];
    await download('1', '2', '3');
    assert.deepEqual([told, logged], [['Could not download 2 of 3 packages: AppError: diskFull: 1'], []]);
  });

  it('try those again that failed, in the same folder unless that was the reason', async () => {
    for (const [failure, asked] of [
      ['offline', 1],
      ['unwritable', 2],
    ] as const) {
      [tried, foldersAsked, retries] = [[], 0, 1];
      ends = { '1': failure, '3': failure };
      await download('1', '2', '3');
      while (tried.length < 5) await new Promise(setImmediate);
      assert.deepEqual(tried, ['1', '2', '3', '1', '3']);
      assert.equal(foldersAsked, asked, failure);
    }
  });

  it('end with the one that is cancelled, and tell of those that had failed before', async () => {
    ends = { '1': 'offline', '2': 'cancelled' };
    await download('1', '2', '3');
    assert.deepEqual(tried, ['1', '2']);
    assert.deepEqual(told, ['Could not download orders.jar: AppError: offline: 1']);
  });
});
