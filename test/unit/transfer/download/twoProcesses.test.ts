import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededBytes } from '../../../fixtures/seededBytes';
import { storeObject } from '../../../fixtures/storeObject';
import { applicationId, region } from '../../cloud/practice';
import type { ChildDownload, ChildEnding } from './downloadInChild';
import { Downloads } from './downloads';

const rounds = 4;

describe('two processes that download to one place', () => {
  let downloads: Downloads;
  let versions: Readonly<Record<string, Buffer>>;

  beforeEach(async () => {
    downloads = await Downloads.start();
    versions = { v1: downloads.bytes, v2: seededBytes(9, 1_400_000) };
    storeObject(downloads.practice.sandbox, 'v2', downloads.packageName, seededBytes(9, 1_400_000));
  });
  afterEach(() => downloads.stop());

  /** Has a process for each version download it to the same place, all at once. */
  async function race(notesOf: (version: string) => string): Promise<readonly (readonly [string, ChildEnding])[]> {
    const runners = Object.keys(versions).map((version) => {
      const address = { accountId: 'a', region, applicationId, packageName: downloads.packageName, version };
      const { connection } = downloads.practice;
      const order: ChildDownload = { connection, address, path: downloads.path, notesFolder: notesOf(version) };
      return { version, child: fork(join(__dirname, 'downloadInChild.js'), [JSON.stringify(order)]) };
    });
    await Promise.all(runners.map(({ child }) => next(child)));
    const endings = runners.map(async ({ version, child }) => [version, (await next(child)) as ChildEnding] as const);
    for (const { child } of runners) child.send('go');
    return Promise.all(endings);
  }

  async function next(child: ChildProcess): Promise<unknown> {
    const [said] = (await once(child, 'message')) as [unknown];
    return said;
  }

  /** Whoever says that it has downloaded has, and nobody else does; resolves with what the other one heard. */
  async function oneWins(endings: readonly (readonly [string, ChildEnding])[]): Promise<string> {
    const won = endings.filter(([, ending]) => 'isVerified' in ending);
    assert.equal(won.length, 1, JSON.stringify(endings));
    assert.deepEqual(won[0]?.[1], { bytes: versions[won[0]?.[0] ?? '']?.length, isVerified: true });
    assert.ok(versions[won[0]?.[0] ?? '']?.equals(await readFile(downloads.path)), 'it is another version');
    const [, lost] = endings.find(([, ending]) => 'failure' in ending) ?? [];
    return lost && 'failure' in lost ? lost.failure : '';
  }

  it('one gets it, and the other is told so, also where half of it is there already', async () => {
    downloads.practice.sandbox.conditions.sharedBandwidth = 4_000_000;
    for (let round = 0; round < rounds; round++) {
      if (round % 2 > 0) await downloads.stopHalfWay(downloads.downloader());
      // Whoever is quick enough finds the other's file instead of its download.
      const heard = await oneWins(await race(() => downloads.notesFolder));
      assert.ok(['placeTaken', 'placeChanged'].includes(heard), heard);
      await rm(downloads.path);
      for (const name of await readdir(downloads.folder)) await rm(join(downloads.folder, name));
    }
  }).timeout(120_000);

  it('two editors that know nothing of one another do not share a half, and one of them is told in the end', async () => {
    downloads.practice.sandbox.conditions.sharedBandwidth = 4_000_000;
    for (let round = 0; round < rounds; round++) {
      const heard = await oneWins(await race((version) => join(downloads.notesFolder, version)));
      assert.equal(heard, 'placeChanged');
      const halves = (await readdir(downloads.folder)).filter((name) => name.endsWith('.part'));
      assert.equal(halves.length, 1, 'what the other one has got is lost');
      for (const name of await readdir(downloads.folder)) await rm(join(downloads.folder, name));
    }
  }).timeout(120_000);

  it('a place whose process was killed is free again, and its half is gone on with', async () => {
    const { sandbox } = downloads.practice;
    sandbox.conditions.faults = [{ kind: 'GetObject', nth: 1, effect: { type: 'truncateAnswer' } }];
    sandbox.conditions.faults = [
      ...sandbox.conditions.faults,
      { kind: 'GetObject', nth: 2, effect: { type: 'hang', when: 'beforeBody' } },
    ];
    const address = { accountId: 'a', region, applicationId, packageName: downloads.packageName, version: 'v1' };
    const { connection } = downloads.practice;
    const order = { connection, address, path: downloads.path, notesFolder: downloads.notesFolder };
    const child = fork(join(__dirname, 'downloadInChild.js'), [JSON.stringify(order)]);
    await next(child);
    child.send('go');
    while ((await sandbox.requests.next()).outcome !== 'hung');
    await assert.rejects(downloads.download(downloads.downloader()), { failure: 'placeTaken' });
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    sandbox.conditions.faults = [];
    const seen: number[] = [];
    const onReport = (progress: { readonly stage: string; readonly received?: number }): void => {
      if (progress.received !== undefined) seen.push(progress.received);
    };
    assert.deepEqual(await downloads.download(downloads.downloader(), { onReport }), {
      bytes: downloads.bytes.length,
      isVerified: true,
    });
    assert.ok((seen[0] ?? 0) > 100_000, 'it began anew');
    assert.deepEqual(await readdir(downloads.folder), [downloads.packageName]);
  }).timeout(60_000);

  it('what came to the place since the person looked is left alone', async () => {
    const downloader = downloads.downloader();
    const place = await downloader.lookAt(downloads.path);
    await writeFile(downloads.path, 'of somebody else');
    await assert.rejects(downloads.download(downloader, { place }), { failure: 'placeChanged' });
    assert.equal(await readFile(downloads.path, 'utf8'), 'of somebody else');
    assert.equal(downloads.practice.sandbox.requests.of('GetObject').length, 0);
    await downloads.download(downloader);
    assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
  });
});
