import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/**
 * A process, by its number on its machine; `pid` 0 is none. `born` (its start, in a unit of the system's own) and `boot` (the
 * run of the system) distinguish it from a later one of the same number, as in a container that is started again; only Linux
 * reports them. Elsewhere `up` is how long the machine had run when the process started (seconds), and `pulse` names its
 * heartbeat file (`Heartbeats`). No clock is compared.
 */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly born?: string;
  readonly boot?: string;
  readonly up?: number;
  readonly pulse?: string;
}

/** The name of this machine, as a part of file names. */
export const thisHost = hostname().replace(/[^\w-]/g, '_');

// A process that runs an upload saves every part, and gives up after minutes.
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
 * Tells whether another process that wrote at `at` (epoch ms) still runs. One from before this machine started does not; one of
 * another machine that shares this home counts as running until it has been silent for an hour: only there `at` counts.
 * `isSilent` reports on a heartbeat.
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

/** Reads the time in epoch ms by a clock that only goes forward: as set when this process started. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Tells whether a process of this id runs here, of whichever user. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Reads when a process was started, in a unit of the system's own: field 22 of proc_pid_stat(5), on Linux only. */
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
