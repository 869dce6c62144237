import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ByteSource } from '../../src/core/ports/packageReader';
import { packageReader } from '../../src/jar/packageReader';
import { bootJar } from '../fixtures/bootJar';
import { classFile } from '../fixtures/classFile';
import { handmadeZip } from '../unit/jar/handmadeZip';

const MiB = 1024 * 1024;
const rounds = 7;

/**
 * `node out/test/bench/packageFacts.js`: the facts of packages, their check and their comparison with themselves, beside reading
 * such a package once from end to end, `unzip -l` and `unzip -t`, in turn. Times are inside this process, without Node's start;
 * those of `unzip` are of a whole process each.
 */
async function bench(): Promise<void> {
  const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders', seed: 1 };
  await measure('Spring Boot JAR, few entries', await bootJar({ ...about, bytes: 200 * MiB }));
  await measure('Spring Boot JAR, 2,000 entries', packed('BOOT-INF/classes/com/acme/orders/', 2_000));
  await measure('everything in one JAR, 60,000 entries', packed('com/acme/orders/', 60_000));
  await measure('everything in one JAR, 250,000 entries', packed('com/acme/orders/', 250_000));
}

function packed(folder: string, entries: number): Buffer {
  const content = Buffer.alloc((200 * MiB) / entries);
  classFile('com/acme/orders/Some').copy(content);
  const classes = Array.from({ length: entries }, (_, i) => ({ name: `${folder}SomeClass${i}.class`, content }));
  return handmadeZip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: com.acme.orders.Main\n' }, ...classes]);
}

async function measure(what: string, jar: Buffer): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tem-bench-'));
  try {
    const file = path.join(folder, 'orders.jar');
    await writeFile(file, jar);
    const read = (ask: (source: ByteSource) => Promise<unknown>) => packageReader.withFile(file, ask);
    const first = await time(() => read((source) => packageReader.facts(source)));
    const [facts = NaN, checked = NaN, compared = NaN, whole = NaN, listed = NaN, tested = NaN] = await medians([
      () => read((source) => packageReader.facts(source)),
      () => read((source) => packageReader.check(source)),
      () => read((one) => read((other) => packageReader.compare(one, other))),
      () => readWhole(file),
      () => unzip('-l', file),
      () => unzip('-tq', file),
    ]);
    const share = (one: number, other: number) => `${(one / other).toFixed(2)} times as long as`;
    console.log(`${what}: ${(jar.length / MiB).toFixed()} MiB`);
    console.log(`  facts            first ${first.toFixed(1)} ms, then ${facts.toFixed(1)} ms (median of ${rounds})`);
    console.log(`  check            ${checked.toFixed(1)} ms`);
    console.log(`  compared         ${compared.toFixed(1)} ms`);
    console.log(`  read and hashed  ${whole.toFixed(1)} ms`);
    console.log(
      `  unzip -l         ${listed.toFixed(1)} ms: facts take ${share(facts, listed)} it (first: ${share(first, listed)} it)`,
    );
    console.log(`  unzip -t         ${tested.toFixed(1)} ms: check takes ${share(checked, tested)} it`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWhole(file: string): Promise<void> {
  const hash = createHash('sha1');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
}

/** Measures each in turn, round by round, so that what else the machine does falls on all. */
async function medians(works: readonly (() => Promise<unknown>)[]): Promise<readonly number[]> {
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, work] of works.entries()) times[i]?.push(await time(work));
  }
  return times.map((one) => one.sort((a, b) => a - b)[rounds >> 1] ?? NaN);
}

async function unzip(option: string, file: string): Promise<void> {
  const [code] = (await once(spawn('unzip', [option, file], { stdio: ['ignore', 'ignore', 'inherit'] }), 'close')) as [
    number,
  ];
  if (code !== 0) throw new Error(`unzip ${option} ended with ${code}`);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

void bench();
