import { runMocha } from '../harness/runMocha';

/** What VS Code calls inside its extension host; the outcome goes to the process that started VS Code. */
export async function run(): Promise<void> {
  const failures = await runMocha(__dirname, { timeout: 60_000 });
  if (failures > 0) throw new Error(`${failures} failed`);
}
