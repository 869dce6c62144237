import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { downloadLink } from '../../../../src/core/downloadLink';
import { downloadPackage } from '../../../../src/core/downloadPackage';
import { AppError } from '../../../../src/core/errors';
import type { Connections } from '../../../../src/core/ports/tem';
import { openStoredPackage } from '../../../../src/core/openStoredPackage';
import { applicationId, never, region } from '../../cloud/practice';
import { Downloads } from './downloads';
import { hookedDisk, hookedNotes } from './hookedDisk';

describe('a download, cancelled while something never answers', () => {
  let downloads: Downloads;
  let ran = 0;

  before(async () => (downloads = await Downloads.start()));
  after(() => downloads.stop());
  after(() => console.log(`      cancel matrix of downloads and links: ${ran} cases held`));

  const address = () => ({ accountId: 'a', region, applicationId, packageName: downloads.packageName, version: 'v1' });

  /** Aborts, and asserts that `job` is over before any timer could end it. */
  async function endsAtOnce(job: Promise<unknown>, stop: AbortController, where: string): Promise<void> {
    const ending = job.then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? error.failure : String(error)),
    );
    stop.abort();
    // What goes from promise to promise takes some turns, and no time.
    const late = (async () => {
      for (let n = 0; n < 5; n++) await turn();
      return 'still running';
    })();
    assert.equal(await Promise.race([ending, late]), 'cancelled', where);
    ran += 1;
  }

  const hookedReceiver = (before: (operation: string) => void | Promise<void>) =>
    downloads.downloader(hookedDisk(before), hookedNotes(before));

  for (const begins of ['anew', 'from a half'] as const) {
    it(`ends at once at each operation of the disk, and leaves the place free, where it begins ${begins}`, async () => {
      const seen: string[] = [];
      const begin = async (): Promise<void> => {
        await rm(downloads.path, { force: true });
        if (begins === 'from a half') await downloads.stopHalfWay(downloads.downloader());
      };
      await begin();
      await downloads.download(hookedReceiver((operation) => void seen.push(operation)));
      const ofNotes = ['note.read', 'note.open', 'note.link', 'note.rename', 'note.unlink'];
      const wanted = ['realFolder', 'stat', 'open', 'file.write', 'file.sync', 'link', 'unlink', ...ofNotes];
      assert.deepEqual(
        wanted.filter((one) => !seen.includes(one)),
        [],
      );

      for (const nth of worthTrying(seen)) {
        await begin();
        const where = `${seen[nth]} (operation ${nth + 1})`;
        let release = (): void => undefined;
        const released = new Promise<void>((resolve) => (release = resolve));
        const stop = new AbortController();
        let count = 0;
        let hung = (): void => undefined;
        const hanging = new Promise<void>((resolve) => (hung = resolve));
        const downloader = hookedReceiver((operation) => {
          if (operation === 'stat' && count === 0) return undefined;
          if (count++ !== nth - 1) return undefined;
          hung();
          return released;
        });
        const place = await downloader.lookAt(downloads.path);
        const job = downloads.download(downloader, { signal: stop.signal, place });
        job.catch(() => undefined);
        await Promise.race([hanging, job]);
        await endsAtOnce(job, stop, where);
        release();
        // Once the disk answers, nothing of it stands in the way.
        const now = await downloader.lookAt(downloads.path);
        await downloads.download(downloader, { place: now }).catch(async (error: unknown) => {
          // It got its name after all, a moment after the person looked.
          if (!(error instanceof AppError) || error.failure !== 'placeChanged') throw error;
          await downloads.download(downloader);
        });
        assert.ok(downloads.bytes.equals(await readFile(downloads.path)), where);
      }
    }).timeout(120_000);
  }

  /** The first, the second and the last of those that come often. */
  function worthTrying(seen: readonly string[]): readonly number[] {
    const tried = seen.flatMap((operation, n) => {
      const all = seen.flatMap((one, at) => (one === operation ? [at] : []));
      const isOften = operation === 'file.write' || operation === 'file.read';
      return n > 0 && (!isOften || n === all[0] || n === all[1] || n === all.at(-1)) ? [n] : [];
    });
    return tried;
  }

  const here = (): Connections => ({ connect: () => Promise.resolve(downloads.practice.connection) });
  const hang = (kind: string, when: 'beforeBody' | 'beforeAnswer' = 'beforeBody') => {
    downloads.practice.sandbox.conditions.faults = [{ kind, nth: 1, effect: { type: 'hang', when } }];
  };
  type Jobs = Readonly<Record<string, (connections: Connections, signal: AbortSignal) => Promise<unknown>>>;
  const jobs: Jobs = {
    'a download': async (connections, signal) => {
      const downloader = downloads.downloader();
      const needs = { connections, tem: new TemClient(), downloader };
      await rm(downloads.path, { force: true });
      const place = await downloader.lookAt(downloads.path);
      return downloadPackage(needs, address(), place, { signal, report: () => undefined });
    },
    'a link': (connections, signal) => downloadLink({ connections, tem: new TemClient() }, address(), { signal }),
    'a look into a package': (connections, signal) => {
      const needs = { connections, tem: new TemClient(), packageStore: new CosReader() };
      return openStoredPackage(needs, address(), {}, signal);
    },
  };

  for (const [what, job] of Object.entries(jobs)) {
    it(`ends ${what} at once where the keyring is locked, and at each request`, async () => {
      const stop = new AbortController();
      let locked = (): void => undefined;
      const asked = new Promise<void>((resolve) => (locked = resolve));
      const waiting = job({ connect: () => new Promise<never>(() => locked()) }, stop.signal);
      waiting.catch(() => undefined);
      await asked;
      await endsAtOnce(waiting, stop, 'connect');

      const { requests, conditions } = downloads.practice.sandbox;
      requests.clear();
      await job(here(), never());
      for (const kind of new Set(requests.all.map((request) => request.kind))) {
        hang(kind);
        const arrived = requests.arrival(kind);
        const stopping = new AbortController();
        const running = job(here(), stopping.signal);
        running.catch(() => undefined);
        await arrived;
        await endsAtOnce(running, stopping, kind);
        conditions.faults = [];
      }
    }).timeout(60_000);
  }
});
