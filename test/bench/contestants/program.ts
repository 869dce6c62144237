import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Contestant, Outside, Task } from './contestant';

/** How to run a program, and how to read its own time (ms) from what it printed, where it tells. */
export interface ProgramUse {
  readonly name: string;
  readonly args: (task: Task) => readonly string[];
  /** Beside this process's own environment. */
  readonly env?: (task: Task) => NodeJS.ProcessEnv;
  readonly ownMs?: (printed: string) => number;
}

/** Another program's upload. Its time without starting it where the program tells that, else from start to end. */
export function program(use: ProgramUse): Contestant {
  return { open: () => Promise.resolve((task) => run(use, task)) };
}

// bash tells the CPU time of what it ran, which Node does not.
const script = `TIMEFORMAT='cpu %3U %3S'; time "$@"`;

async function run({ name, args, env, ownMs }: ProgramUse, task: Task): Promise<Outside> {
  const began = performance.now();
  const child = spawn('bash', ['-c', script, 'bash', name, ...args(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env?.(task) },
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  let peakRss = 0;
  const looking = setInterval(() => (peakRss = Math.max(peakRss, peakOfChild(child.pid))), 5);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(looking);
  const ms = performance.now() - began;
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${printed.slice(-500)}`);
  const [, user = '', system = ''] = /cpu ([\d.]+) ([\d.]+)/.exec(printed) ?? [];
  return { ms: ownMs?.(printed) ?? ms, cpuMs: (Number(user) + Number(system)) * 1000, ...(peakRss > 0 && { peakRss }) };
}

/** The most memory that the program under the shell has held so far, where Linux tells; 0 elsewhere. */
function peakOfChild(shell: number | undefined): number {
  try {
    const [pid = ''] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
    const [, kiB = 0] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kiB) * 1024;
  } catch {
    return 0;
  }
}
