import { AppError } from '../../../src/core/errors';
import { packageReader as reader } from '../../../src/jar/packageReader';
import { withPeakMemory } from '../../fixtures/peakMemory';

/** What reading came to: a number of rows, or the sentence that refuses it. */
export interface BombRead {
  readonly outcome: number | string;
  readonly MiB: number;
}

async function read(one: string, other: string | undefined): Promise<number> {
  if (other === undefined) return (await reader.withFile(one, (source) => reader.facts(source))).files;
  if (other === 'check') return (await reader.withFile(one, (source) => reader.check(source))).facts.files;
  const { added, removed, changed, libraries } = await reader.withFile(one, (before) =>
    reader.withFile(other, (after) => reader.compare(before, after)),
  );
  return added.length + removed.length + changed.length + libraries.length;
}

async function run(): Promise<void> {
  const [one = '', other] = process.argv.slice(2);
  const { value, MiB } = await withPeakMemory(() =>
    read(one, other).catch((error: unknown) => {
      if (error instanceof AppError) return error.message;
      throw error;
    }),
  );
  process.send?.({ outcome: value, MiB } satisfies BombRead);
}

void run();
