import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchPacked } from '../../src/jar/fetchPacked';
import { readArchive } from '../../src/jar/readArchive';
import { unpack } from '../../src/jar/unpack';
import { memorySource } from '../fixtures/memorySource';
import { Replay, findJdk } from '../harness/jdk';
import { note } from '../harness/note';
import { runProgram } from '../harness/runProgram';
import { checkOutcome } from '../unit/jar/check/checkOutcome';
import { refusedPackages } from '../unit/jar/check/refusedPackages';
import { packed, spoiltPackage } from '../unit/jar/check/spoil';
import { startingPackages } from '../unit/jar/check/startingPackages';
import { Random } from '../unit/jar/random';

const jdk = findJdk();
// TEM_TOOLKIT_JAVA_FUZZ=SEED,COUNT begins elsewhere, or runs the one package of a failure again: SEED,1.
const [firstSeed = 20_261_126, count = 20_000] = (process.env['TEM_TOOLKIT_JAVA_FUZZ'] ?? '')
  .split(',')
  .filter(Boolean)
  .map(Number);
const batch = 500;
const byJavaItself = 200;

describe('what Java refuses to start, the check names', function () {
  this.timeout(300_000);
  let folder: string;
  let replay: Replay;
  before(async function () {
    if (!jdk) return this.skip();
    folder = await mkdtemp(join(tmpdir(), 'tem-java-'));
    replay = await Replay.start(jdk, folder);
  });
  after(async () => {
    await replay?.end();
    if (folder) await rm(folder, { recursive: true });
  });

  async function put(bytes: readonly Buffer[]): Promise<readonly string[]> {
    const place = await mkdtemp(join(folder, 'p'));
    return Promise.all(
      bytes.map(async (one, index) => {
        const path = join(place, `${index}.jar`);
        await writeFile(path, one);
        return path;
      }),
    );
  }

  it('packages of every kind start, and nothing is said about them', async () => {
    const whole = Object.values(startingPackages).map(packed);
    const paths = await put(whole);
    assert.deepEqual(
      await replay.outcomes(paths),
      whole.map(() => 'ok'),
    );
    for (const path of paths) assert.equal(await startedBy(path), true, path);
    for (const bytes of whole) assert.equal(await checkOutcome(memorySource(bytes)), 'fine');
  });

  it('cases that are kept are refused', async () => {
    const names = Object.keys(refusedPackages);
    const paths = await put(names.map((name) => refusedPackages[name]!.bytes));
    const outcomes = await replay.outcomes(paths);
    assert.deepEqual(
      names.filter((_, index) => outcomes[index] === 'ok'),
      [],
    );
  });

  it('signatures of another JAR are foreign, its own are not', async () => {
    const keys = join(folder, 'keys');
    const tool = async (name: string, ...args: readonly string[]) => runProgram(jdk!.java.replace(/java$/, name), args);
    const login = ['-keystore', keys, '-storepass', 'changeit'];
    await tool('keytool', '-genkeypair', ...login, '-keyalg', 'EC', '-alias', 'a', '-dname', 'CN=a');
    const [signed = ''] = await put([packed(startingPackages['plain']!)]);
    await tool('jarsigner', ...login, signed, 'a');
    const archive = await readArchive(memorySource(await readFile(signed)));
    const signature = archive.entries.filter((name) => /^META-INF\/A\.(?:SF|EC)$/.test(name));
    const contents = await fetchPacked(archive, signature, 1_000_000);
    const foreign = signature.map((entry) => ({
      name: entry.name,
      content: unpack(entry, contents.get(entry)!, 1e6)!,
    }));
    assert.equal(foreign.length, 2);
    const { entries, finish } = startingPackages['shaded']!;
    const [uber = ''] = await put([packed({ entries: [...entries, ...foreign], finish })]);
    assert.deepEqual(
      (await replay.outcomes([signed, uber])).map((outcome) => outcome.slice(0, 35)),
      ['ok', 'refused java.lang.SecurityException'],
    );
    assert.deepEqual([await startedBy(signed), await startedBy(uber)], [true, false]);
    const said = [signed, uber].map(async (path) => checkOutcome(memorySource(await readFile(path))));
    assert.deepEqual(await Promise.all(said), ['fine', 'foreignSignatures']);
  });

  it(`${count} of them with something wrong, ${byJavaItself} by java -jar itself`, async () => {
    const tally = new Map<string, number>();
    const missed: string[] = [];
    const differing: string[] = [];
    let javaAsked = 0;
    for (let first = firstSeed; first < firstSeed + count; first += batch) {
      const seeds = Array.from({ length: Math.min(batch, firstSeed + count - first) }, (_, index) => first + index);
      const spoilt = seeds.map((seed) => spoiltPackage(new Random(seed)));
      const paths = await put(spoilt.map(({ bytes }) => bytes));
      // All three at once: each has a process of its own.
      const replayed = replay.outcomes(paths);
      const askable = paths.filter((_, index) => !/boot|script/.test(spoilt[index]!.kind));
      const asked = askable.slice(0, Math.ceil((byJavaItself * seeds.length) / count));
      const started = Promise.all(asked.map(async (path) => [path, await startedBy(path)] as const));
      const told: string[] = [];
      for (const { bytes } of spoilt) told.push(await checkOutcome(memorySource(bytes)));
      const outcomes = await replayed;
      const about = (index: number) => `${seeds[index]} (${spoilt[index]!.kind}): ${outcomes[index]}`;
      for (const [index, said] of told.entries()) {
        const isRefused = outcomes[index] !== 'ok';
        const row = `${isRefused ? 'refused' : 'started'}, ${said}`;
        tally.set(row, (tally.get(row) ?? 0) + 1);
        if (isRefused && said === 'fine') missed.push(about(index));
      }
      for (const [path, isStarted] of await started) {
        javaAsked++;
        const index = paths.indexOf(path);
        if (isStarted !== (outcomes[index] === 'ok')) differing.push(about(index));
      }
      await rm(join(paths[0]!, '..'), { recursive: true });
    }
    const rows = [...tally].sort().map(([row, times]) => `${times} ${row}`);
    note(`${count} packages from seed ${firstSeed}, ${javaAsked} by java -jar: ${rows.join('; ')}`);
    assert.deepEqual(missed.slice(0, 20), [], `${missed.length} missed: TEM_TOOLKIT_JAVA_FUZZ=SEED,1`);
    assert.deepEqual(differing, [], 'java -jar says otherwise than the replay');
  });

  async function startedBy(path: string): Promise<boolean> {
    const args = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', path];
    const [code] = (await once(spawn(jdk!.java, args, { stdio: 'ignore', windowsHide: true }), 'exit')) as [number];
    return code === 0;
  }
});
