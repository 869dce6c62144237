import assert from 'node:assert/strict';
import type { ReuseObstacle } from '../../../src/core/packageFacts';
import { readPackageFacts } from '../../../src/jar/readPackageFacts';
import { memorySource } from '../../fixtures/memorySource';
import { seededBytes } from '../../fixtures/seededBytes';
import { handmadeZip, type HandmadeEntry } from './handmadeZip';

const fileBytes = 500_000;
const content = seededBytes(1, fileBytes);
const main = 'Main-Class: com.acme.Orders';

/** A time of the 15th of January 2026, as hour, minute and second, which is even. */
type Time = readonly [number, number, number];
const noon: Time = [12, 0, 0];

function timed(entry: HandmadeEntry, [hour, minute, second]: Time): HandmadeEntry {
  const spoil = (central: Buffer): void => {
    central.writeUInt16LE((hour << 11) | (minute << 5) | (second / 2), 12);
    central.writeUInt16LE((46 << 9) | (1 << 5) | 15, 14);
  };
  return { ...entry, spoil };
}

const files = (count: number, timeOf: (n: number) => Time): readonly HandmadeEntry[] =>
  Array.from({ length: count }, (_, n) => timed({ name: `com/acme/File${n}.bin`, content }, timeOf(n)));

function manifest(...lines: readonly string[]): HandmadeEntry {
  const text = ['Manifest-Version: 1.0', main, ...lines, '', ''].join('\r\n');
  return timed({ name: 'META-INF/MANIFEST.MF', content: text }, noon);
}

function pom(group: string, artifact: string): HandmadeEntry {
  const text = `groupId=${group}\nartifactId=${artifact}\nversion=1.0\n`;
  return timed({ name: `META-INF/maven/${group}/${artifact}/pom.properties`, content: text }, noon);
}

async function obstacleOf(...entries: readonly HandmadeEntry[]): Promise<ReuseObstacle | undefined> {
  return (await readPackageFacts(memorySource(handmadeZip(entries), 'orders-1.0.jar'))).reuseObstacle;
}

describe('what keeps a package from being reused', () => {
  const secondsApart = (n: number): Time => [12, 0, 2 * n];
  const hoursApart = (n: number): Time => [n, 0, 0];

  it('is the times of its files, where its build gave most of them', async () => {
    assert.deepEqual(await obstacleOf(manifest(), ...files(12, secondsApart)), { kind: 'newTimes', byMaven: false });
  });

  it('is not their times where they have one, or kept those they had', async () => {
    assert.equal(await obstacleOf(manifest(), ...files(12, () => noon)), undefined);
    assert.equal(await obstacleOf(manifest(), ...files(12, hoursApart)), undefined);
  });

  it('has the line for Maven, where that made the package', async () => {
    const all = files(12, secondsApart);
    for (const sign of [[manifest('Created-By: Maven JAR Plugin 3.4.1')], [manifest(), pom('com.acme', 'orders')]])
      assert.deepEqual(await obstacleOf(...sign, ...all), { kind: 'newTimes', byMaven: true });
    const byGradle = [manifest(), pom('org.other', 'one'), pom('org.other', 'two')];
    assert.deepEqual(await obstacleOf(...byGradle, ...all), { kind: 'newTimes', byMaven: false });
    // A library of the house, merged in by Gradle: its group is that of the class which starts.
    const withCommons = [manifest(), pom('com.acme', 'commons')];
    assert.deepEqual(await obstacleOf(...withCommons, ...all), { kind: 'newTimes', byMaven: false });
  });

  it('is the files of libraries among its own, where they are most of it', async () => {
    const merged = [manifest(), pom('com.acme', 'orders'), pom('org.other', 'library')];
    for (const timeOf of [() => noon, hoursApart])
      assert.deepEqual(await obstacleOf(...merged, ...files(12, timeOf)), { kind: 'mergedLibraries' });
  });

  it('is nothing where JARs inside, or large files, are most of it', async () => {
    const all = [manifest(), pom('org.other', 'library'), ...files(4, secondsApart)];
    const jars = Array.from({ length: 9 }, (_, n) =>
      timed({ name: `BOOT-INF/lib/library-${n}.0.jar`, content }, secondsApart(n)),
    );
    assert.equal(await obstacleOf(...all, ...jars), undefined);
    const large = timed({ name: 'model.bin', content: seededBytes(2, 9 * fileBytes) }, noon);
    assert.equal(await obstacleOf(...all, large), undefined);
  });

  it('is nothing that matters in a small package', async () => {
    assert.equal(await obstacleOf(manifest(), ...files(9, secondsApart)), undefined);
  });
});
