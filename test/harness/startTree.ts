import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { atExit } from './atExit';

/** A started program and all that it starts. */
export interface ProcessTree {
  readonly child: ChildProcess;
  /** Ends the program and its descendants; resolves once the program is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a program whose whole tree ends with `stop()`, and at the latest when this process exits or is interrupted.
 * `SIGTERM` is for programs of ours, which tidy up after themselves.
 */
export function startTree(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL',
): ProcessTree {
  // A process group of its own is what one signal can reach; Windows walks the tree instead.
  const detached = process.platform !== 'win32';
  const child = spawn(program, args, { env, detached, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const forget = atExit(() => kill(child, signal));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    child,
    async stop() {
      kill(child, signal);
      await gone;
      forget();
    },
  };
}

function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
