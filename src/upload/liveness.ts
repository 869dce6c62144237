import { uptime } from 'node:os';

/** Whether the process that wrote at `at` (epoch ms) still runs; one from before this machine started does not. */
export function stillOwns(owner: number, at: number): boolean {
  return owner > 0 && owner !== process.pid && at >= Date.now() - uptime() * 1000 && isRunning(owner);
}

/** Whether a process of this id runs, whoever's it is. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
