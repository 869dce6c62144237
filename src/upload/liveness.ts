import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/**
 * A process, by its number on its machine; `pid` 0 is none. `born` tells it from another one that gets the same number
 * later, as in a container that is started again; absent where the system does not say.
 */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly born?: string;
}

/** This machine's name, as it may stand in the name of a file. */
export const thisHost = hostname().replace(/[^\w-]/g, '_');

// Whoever moves an upload notes every part, and gives up after minutes.
const longestSilenceMs = 3_600_000;

const ownBirth = bornOf(process.pid);

/** This process. */
export const self: Owner = { pid: process.pid, host: thisHost, ...(ownBirth !== undefined && { born: ownBirth }) };

/**
 * Whether another process that wrote at `at` (epoch ms) still runs. One from before this machine started does not; one of
 * another machine, whose home this one shares, cannot be asked and counts as running until it has been silent for an hour.
 */
export function stillOwns({ pid, host, born }: Owner, at: number): boolean {
  if (pid <= 0) return false;
  if (host !== thisHost) return Date.now() - at < longestSilenceMs;
  if (pid === process.pid || at < Date.now() - uptime() * 1000 || !isRunning(pid)) return false;
  return born === undefined || (bornOf(pid) ?? born) === born;
}

/** Whether a process of this id runs here, whoever's it is. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process was started, in a unit of the system's own: field 22 of proc_pid_stat(5). Only Linux tells. */
function bornOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second one is a name in parentheses, which may hold anything.
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
