import { hostname, uptime } from 'node:os';

/** A process, by its number on its machine; `pid` 0 is none. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** This machine's name, as it may stand in the name of a file. */
export const thisHost = hostname().replace(/[^\w-]/g, '_');

// Whoever moves an upload notes every part, and gives up after minutes.
const longestSilenceMs = 3_600_000;

/** This process. */
export const self: Owner = { pid: process.pid, host: thisHost };

/**
 * Whether another process that wrote at `at` (epoch ms) still runs. One from before this machine started does not; one of
 * another machine, whose home this one shares, cannot be asked and counts as running until it has been silent for an hour.
 */
export function stillOwns({ pid, host }: Owner, at: number): boolean {
  if (pid <= 0) return false;
  if (host !== thisHost) return Date.now() - at < longestSilenceMs;
  return pid !== process.pid && at >= Date.now() - uptime() * 1000 && isRunning(pid);
}

/** Whether a process of this id runs here, whoever's it is. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
