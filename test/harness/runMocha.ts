import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { repoRoot } from './cacheDir';
import { EventReporter } from './eventReporter';
import { sendLastEvent } from './sendEvent';

/**
 * Runs every `*.test.js` below `where` (or that one file) and resolves with the number of failures; a pending test
 * counts as one. Where more than one job is allowed each file is run in one of as many processes.
 */
export async function runMocha(
  where: string,
  options: { readonly timeout: number; readonly jobs?: number },
): Promise<number> {
  try {
    const { timeout, jobs = 1 } = options;
    const strict = { forbidOnly: true, forbidPending: true };
    const mocha = new Mocha({ timeout, ...strict, parallel: jobs > 1, jobs, reporter: EventReporter });
    for (const file of testFiles(where)) mocha.addFile(file);
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    await sendLastEvent({ type: 'ended' });
    return failures;
  } catch (error) {
    await sendLastEvent({ type: 'ended', broken: format(error) });
    throw error;
  }
}

/** A compiled test whose source is gone is left over from an earlier compilation and not run. */
function testFiles(where: string): readonly string[] {
  const out = path.join(repoRoot, 'out');
  const files = where.endsWith('.test.js')
    ? [where]
    : readdirSync(where, { recursive: true, encoding: 'utf8' }).map((file) => path.join(where, file));
  return files
    .filter((file) => file.endsWith('.test.js'))
    .filter((file) => existsSync(path.join(repoRoot, path.relative(out, file).replace(/\.js$/, '.ts'))))
    .sort();
}

// As a process of its own: node runMocha.js WHERE TIMEOUT_MS JOBS
if (require.main === module) {
  const [where = '', timeout = '10000', jobs = '1'] = process.argv.slice(2);
  runMocha(path.resolve(where), { timeout: Number(timeout), jobs: Number(jobs) }).then(
    (failures) => process.exit(failures > 0 ? 1 : 0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
