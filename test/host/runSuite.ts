import path from 'node:path';
import { onlyVariable } from '../harness/testEvent';
import { runMocha } from '../harness/runMocha';

/** What VS Code calls inside its extension host; the outcome goes to the process that started VS Code. */
export async function run(): Promise<void> {
  const only = process.env[onlyVariable];
  const where = only ? path.join(__dirname, `${only}.test.js`) : __dirname;
  const failures = await runMocha(where, { timeout: 60_000 });
  if (failures > 0) throw new Error(`${failures} failed`);
}
