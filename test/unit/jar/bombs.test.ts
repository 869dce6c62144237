import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bombJar, bombs } from '../../fixtures/bombs';
import type { BombRead } from './readBomb';

const maxMiB = 256;
const maxComparedMiB = 384;

describe('a package that is made to do harm', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'tem-bombs-'))));
  after(() => rm(folder, { recursive: true }));

  // A process of its own for each: what one leaves behind would hide what the next one takes.
  async function read(...files: readonly string[]): Promise<BombRead> {
    const child = fork(join(__dirname, 'readBomb.js'), files, { execArgv: [] });
    const [said] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => assert.fail(`ended with ${String(code)}`)),
    ])) as [BombRead];
    return said;
  }

  for (const [name, bomb] of Object.entries(bombs)) {
    it(`is read, or refused, in less than ${maxMiB} MiB, ${maxComparedMiB} compared: ${name}`, async () => {
      const [one, other] = [join(folder, 'one.jar'), join(folder, 'other.jar')];
      await writeFile(one, bombJar(bomb));
      await writeFile(other, bombJar({ ...bomb, variant: 'b' }));
      const [facts, difference] = [await read(one), await read(one, other)];
      const checked = await read(one, 'check');
      assert.ok(facts.MiB < maxMiB, `facts ${facts.MiB.toFixed()} MiB`);
      assert.ok(difference.MiB < maxComparedMiB, `compared ${difference.MiB.toFixed()} MiB`);
      assert.ok(checked.MiB < maxComparedMiB, `checked ${checked.MiB.toFixed()} MiB`);
      for (const { outcome } of [facts, difference, checked]) {
        assert.ok(typeof outcome === 'number' || outcome.length < 1000);
      }
      const isRefused = bomb.entries * bomb.nameBytes > 96 * 1024 * 1024;
      assert.equal(typeof facts.outcome, isRefused ? 'string' : 'number', String(facts.outcome));
      console.log(
        `      facts ${facts.MiB.toFixed()} MiB, compared ${difference.MiB.toFixed()}, checked ${checked.MiB.toFixed()} MiB`,
      );
    });
  }
});
