import type { AtomicFiles } from '../files/atomicFiles';
import { AlreadyLockedError, waitForFileLock } from '../files/fileLock';
import type { HeartbeatClock } from '../files/heartbeats';
import { nobody, ownerFields, ownerOf } from '../files/lockOwner';
import { thisHost, thisProcess } from '../files/processLiveness';

/** The end of the names of files that say which process has a rollout. */
export const holdSuffix = '.hold';

// A process of another machine that shares this home counts as dead after an hour of silence.
const renewMs = 900_000;

/** The holds of this process, by the paths of their files: another process with its number is a dead one. */
const heldHere = new Map<string, RolloutHolds>();

/** The holds of rollouts by processes: a file for each that only one process can create, which a dead one loses. */
export class RolloutHolds {
  /** The holds of this object, by the names of their files; resolved with whether it has got them. */
  private readonly held = new Map<string, Promise<boolean>>();
  /** Holds that are being given up. */
  private readonly leaving = new Map<string, Promise<void>>();
  private stopRenewing: (() => void) | undefined;
  private isShutDown = false;

  constructor(
    private readonly files: AtomicFiles,
    private readonly clock: Pick<HeartbeatClock, 'every'>,
  ) {}

  /** Takes a hold; `false` where another process, or another part of this one, has it. Rejects with the system's error. */
  async take(name: string): Promise<boolean> {
    while (this.leaving.has(name)) await this.leaving.get(name);
    const before = this.held.get(name);
    if (before) return before;
    const path = this.files.pathOf(name);
    if (this.isShutDown || heldHere.has(path)) return false;
    heldHere.set(path, this);
    const taking = this.make(name);
    this.held.set(name, taking);
    const isTaken = await taking.catch(() => false);
    if (!isTaken) this.forget(name);
    else if (this.isShutDown) await this.give(name);
    else this.stopRenewing ??= this.clock.every(renewMs, () => this.renew());
    return taking.then((made) => made && !this.isShutDown);
  }

  /** Gives up a hold. Never rejects. */
  async release(name: string): Promise<void> {
    const taking = this.held.get(name);
    if (taking && !this.leaving.has(name)) {
      const give = taking.then((isTaken) => (isTaken ? this.give(name) : undefined)).catch(() => undefined);
      this.leaving.set(
        name,
        give.then(() => void this.leaving.delete(name)),
      );
    }
    await this.leaving.get(name);
  }

  /** Gives up all holds synchronously. */
  shutDown(): void {
    this.isShutDown = true;
    this.stopRenewing?.();
    for (const name of this.held.keys()) {
      try {
        this.files.replaceSync(name, JSON.stringify(ownerFields(nobody)));
      } catch {
        // Then it is that of a process that will be gone.
      }
      heldHere.delete(this.files.pathOf(name));
    }
    this.held.clear();
  }

  /** Tells whether any living process has a hold. */
  async isHeld(name: string): Promise<boolean> {
    return heldHere.has(this.files.pathOf(name)) || this.isOthers(name);
  }

  private async make(name: string): Promise<boolean> {
    const text = JSON.stringify(ownerFields(thisProcess));
    if (await this.isOthers(name)) return false;
    if (await this.files.create(name, text)) return true;
    try {
      return await waitForFileLock(this.files, name, async () => {
        if (await this.isOthers(name)) return false;
        await this.files.replace(name, text);
        return true;
      });
    } catch (error) {
      // That process takes it at this moment.
      if (error instanceof AlreadyLockedError) return false;
      throw error;
    }
  }

  private async isOthers(name: string): Promise<boolean> {
    const found = await this.files.readWhole(name);
    return found !== undefined && this.files.isOwnerAlive(ownerOf(found.text), found.at);
  }

  private async give(name: string): Promise<void> {
    const giveAway = () => this.files.replace(name, JSON.stringify(ownerFields(nobody)));
    const found = await this.files.readWhole(name).catch(() => undefined);
    const owner = found && ownerOf(found.text);
    // A machine that slept for long may have lost it to another one.
    const isOwn = !owner || (owner.pid === process.pid && owner.host === thisHost);
    if (isOwn) {
      await this.files
        .remove(name)
        .catch(giveAway)
        .catch(() => undefined);
    }
    this.forget(name);
  }

  private forget(name: string): void {
    if (this.held.delete(name)) heldHere.delete(this.files.pathOf(name));
    if (this.held.size > 0) return;
    this.stopRenewing?.();
    this.stopRenewing = undefined;
  }

  private renew(): void {
    for (const name of this.held.keys()) void this.files.touch(name).catch(() => undefined);
  }
}
