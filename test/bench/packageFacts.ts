import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageReader } from '../../src/jar/packageReader';
import { bootJar } from '../fixtures/bootJar';
import { classFile } from '../fixtures/classFile';
import { handmadeZip } from '../unit/jar/handmadeZip';

const MiB = 1024 * 1024;

/**
 * `node out/test/bench/packageFacts.js`: the facts of packages of 200 MiB and their comparison with themselves, beside
 * reading such a package once from end to end.
 */
async function bench(): Promise<void> {
  const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders', seed: 1 };
  await measure('Spring Boot JAR, few entries', await bootJar({ ...about, bytes: 200 * MiB }));
  await measure('Spring Boot JAR, 2,000 entries', packed('BOOT-INF/classes/com/acme/orders/', 2_000));
  await measure('everything in one JAR, 60,000 entries', packed('com/acme/orders/', 60_000));
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
    const first = await time(() => packageReader.withFile(file, (source) => packageReader.facts(source)));
    const facts = await median(() => packageReader.withFile(file, (source) => packageReader.facts(source)));
    const compared = await median(() =>
      packageReader.withFile(file, (one) => packageReader.withFile(file, (other) => packageReader.compare(one, other))),
    );
    const whole = await median(() => readWhole(file));
    console.log(`${what}: ${(jar.length / MiB).toFixed()} MiB`);
    console.log(`  facts            first ${first.toFixed(1)} ms, then ${facts.toFixed(1)} ms (median of 9)`);
    console.log(`  compared         ${compared.toFixed(1)} ms`);
    console.log(`  read and hashed  ${whole.toFixed(1)} ms: ${(whole / facts).toFixed()} times as long as the facts`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWhole(file: string): Promise<void> {
  const hash = createHash('sha1');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 9; i++) times.push(await time(work));
  return times.sort((a, b) => a - b)[4]!;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

void bench();
