import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/**
 * A process, by its number on its machine; `pid` 0 is none. No clock tells whether it lives: `born` (when it was started, in
 * a unit of the system's own) and `boot` (which run of the system that was) tell it from another one that gets the same
 * number later, as in a container that is started again; only Linux says them. Where they are not said, `up` is how long the
 * machine had run when the process began (seconds), and `pulse` names what it does as long as it lives (`Heartbeats`).
 */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly born?: string;
  readonly boot?: string;
  readonly up?: number;
  readonly pulse?: string;
}

/** This machine's name, as it may stand in the name of a file. */
export const thisHost = hostname().replace(/[^\w-]/g, '_');

// Whoever moves an upload notes every part, and gives up after minutes.
const staleAfterMs = 3_600_000;

const ownBirth = bornOf(process.pid);
const ownBoot = bootOf();

/** This process. */
export const thisProcess: LockOwner = {
  pid: process.pid,
  host: thisHost,
  ...(ownBirth === undefined
    ? { up: Math.floor(uptime()), pulse: `${randomUUID()}.${thisHost}.${process.pid}` }
    : { born: ownBirth }),
  ...(ownBoot !== undefined && { boot: ownBoot }),
};

/**
 * Whether another process that wrote at `at` (epoch ms) still runs. One from before this machine started does not; one of
 * another machine, whose home this one shares, cannot be asked and counts as running until it has been silent for an hour:
 * only there `at` counts. `isSilent` tells of a pulse.
 */
export function isOwnerAlive(
  { pid, host, born, boot, up, pulse }: LockOwner,
  at: number,
  isSilent: (pulse: string) => boolean = () => false,
): boolean {
  if (pid <= 0) return false;
  if (host !== thisHost) return steadyNow() - at < staleAfterMs;
  if (pid === process.pid || (boot ?? ownBoot) !== ownBoot || uptime() < (up ?? 0) || !isRunning(pid)) return false;
  if (born === undefined) return pulse === undefined || !isSilent(pulse);
  return (bornOf(pid) ?? born) === born;
}

/** Epoch ms as this process knew them when it began, however the clock was set since. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
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

function bootOf(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
