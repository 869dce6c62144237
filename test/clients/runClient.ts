import { spawn } from 'node:child_process';
import { atExit } from '../harness/atExit';
import type { Room } from './room';

/** How a program is called: `env` beside this process's own environment. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** How it ended: `code` is null where it was killed. */
export interface End {
  readonly code: number | null;
  readonly printed: string;
}

// A client that asks something, or tries for ever, is ended.
const longest = 300_000;

/** Runs a client to its end in the room's folder, which is its home as well: nobody's own configuration is read or changed. */
export function runClient({ folder }: Pick<Room, 'folder'>, { program, args, env }: Call): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, HOME: folder, USERPROFILE: folder, PYTHONIOENCODING: 'utf-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longest,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    const forget = atExit(() => child.kill());
    const printed: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      forget();
      resolve({ code, printed: Buffer.concat(printed).toString() });
    });
  });
}

/** What it printed; throws where it did not end well. */
export async function succeed(room: Pick<Room, 'folder'>, call: Call): Promise<string> {
  const { code, printed } = await runClient(room, call);
  if (code !== 0) throw new Error(`ended with ${code ?? 'a kill'}: ${ending(printed)}`);
  return printed;
}

/** Throws where it ended well, or ended without saying one of these words. */
export async function beRefused(room: Pick<Room, 'folder'>, call: Call, words: RegExp): Promise<void> {
  const { code, printed } = await runClient(room, call);
  if (code === 0) throw new Error(`was not refused: ${ending(printed)}`);
  if (!words.test(printed)) throw new Error(`does not say ${words.source}: ${ending(printed)}`);
}

function ending(printed: string): string {
  return printed.replace(/\s+/g, ' ').trim().slice(-400);
}
