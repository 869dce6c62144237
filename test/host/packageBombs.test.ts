import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors';
import { packageReader as reader } from '../../src/jar/packageReader';
import { differenceText } from '../../src/ui/packages/differenceText';
import { factsText } from '../../src/ui/packages/factsText';
import { documentOf } from '../../src/ui/packages/readOnlyTexts';
import { bombJar, bombs } from '../fixtures/bombs';
import { withPeakMemory } from '../fixtures/peakMemory';
import { unsafeIn } from '../fixtures/unsafeIn';

const maxMiB = 256;

/** Returns the words of a refusal, which are shown instead. */
function refusal(error: unknown): readonly string[] {
  if (error instanceof AppError && error.failure === 'badPackage') return [error.message];
  throw error;
}

describe('what is shown of a package that is made to do harm', function () {
  this.timeout(120_000);
  let folder: string;
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'tem-bombs-'))));
  after(() => rm(folder, { recursive: true }));

  for (const name of ['999,998 libraries', '9,999 libraries', '999,998 files', 'names of 65,535 bytes'] as const) {
    it(`ends, and takes little: ${name}`, async () => {
      const bomb = bombs[name];
      assert.ok(bomb);
      const [one, other] = [join(folder, 'one.jar'), join(folder, 'other.jar')];
      await writeFile(one, bombJar(bomb));
      await writeFile(other, bombJar({ ...bomb, variant: 'b' }));
      for (const show of [
        async () => factsText('one.jar', await reader.withFile(one, (source) => reader.facts(source))),
        async () =>
          differenceText(
            'a',
            'b',
            await reader.withFile(one, (before) => reader.withFile(other, (after) => reader.compare(before, after))),
          ),
      ]) {
        const { value: text, MiB } = await withPeakMemory(async () => documentOf(await show().catch(refusal)));
        assert.equal(unsafeIn(text, 'lines'), undefined);
        assert.ok(MiB < maxMiB, `${MiB.toFixed()} MiB`);
      }
    });
  }
});
