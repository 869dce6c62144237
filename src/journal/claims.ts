import { createHash } from 'node:crypto';
import type { ObjectPlace } from '../core/ports/uploadJournal';
import { nobody, ownerFields, ownerOf } from '../files/lockOwner';
import { thisProcess, type LockOwner } from '../files/processLiveness';
import type { AtomicFiles } from '../files/atomicFiles';
import { waitForFileLock } from '../files/fileLock';

/** The orders that the rest of the journal knows. */
export interface KnownOrders {
  /** Tells whether an order can be resumed, or something of it is pending cleanup. */
  isOpen(orderId: string): Promise<boolean>;
  holders(place: ObjectPlace): Promise<readonly string[]>;
}

/** The end of an order that had a key. */
export type ClaimEnd = 'finished' | 'failed';

/** The content of a claim's file. `hasOthers`: another order had the key before, and may have finished. */
interface Claim {
  readonly order: string;
  readonly hasOthers: boolean;
  readonly end?: ClaimEnd;
}

type StoredClaim = Claim & { readonly owner: LockOwner; readonly at: number };

const suffix = '.claim';
const maxKept = 500;
// Behind the scenes an upload that failed still removes what it left, and its last request may still arrive.
const cleaningMs = 120_000;

/**
 * Claims of keys by orders: the order that creates the file of a key has it. The file stays when the order has ended, so that no
 * other one takes the key for a new one; the last 500 are kept. Contains no secret.
 */
export class Claims {
  /** Claims of this process, by the names of their files. */
  private readonly active = new Map<string, { readonly order: string; readonly made: Promise<boolean> }>();
  /** Names of finished claims, until that is written. */
  private readonly closing = new Set<string>();
  /** Claims of failed orders of this process, until others may have the key. */
  private readonly cleaning = new Map<string, { readonly order: string; readonly timer: NodeJS.Timeout }>();

  constructor(
    private readonly files: AtomicFiles,
    private readonly orders: KnownOrders,
  ) {}

  /**
   * Claims a key for an order; `false` where another order has it or, without `mayReplace`, ever had it. Rejects with the system's
   * error where that cannot be read or written.
   */
  async claim(place: ObjectPlace, orderId: string, mayReplace: boolean): Promise<boolean> {
    const name = nameOf(place);
    const holder = this.active.get(name);
    if (holder) return holder.order === orderId && holder.made;
    const made = this.make(name, place, orderId, mayReplace);
    this.active.set(name, { order: orderId, made });
    const isMade = await made.catch(() => false);
    if (!isMade && this.active.get(name)?.made === made) this.active.delete(name);
    return made;
  }

  /** Ends the claims of an order, which are remembered as its own. Never rejects. */
  async end(orderId: string, end: ClaimEnd): Promise<void> {
    const ended = [...this.active].filter(([, { order }]) => order === orderId);
    ended.forEach(([name]) => {
      if (end === 'finished') this.closing.add(name);
      this.active.delete(name);
    });
    for (const [name, { made }] of ended) {
      const isMade = await made.catch(() => false);
      if (isMade && end === 'finished') await this.close(name, orderId, end);
      else if (isMade) this.closeLater(name, orderId);
      this.closing.delete(name);
    }
  }

  /** Tells whether no other order has, had, or may have stored anything under this key, as far as this home knows. */
  async isAlone(place: ObjectPlace, orderId: string): Promise<boolean> {
    const found = await this.read(nameOf(place));
    if (found && (found.order !== orderId || found.hasOthers)) return false;
    return (await this.orders.holders(place)).every((id) => id === orderId);
  }

  /** Tells, in addition, whether the order neither runs nor has finished. */
  async isLeft(place: ObjectPlace, orderId: string): Promise<boolean> {
    const name = nameOf(place);
    const isRunningHere = (): boolean => this.active.has(name) || this.closing.has(name);
    if (isRunningHere()) return false;
    const found = await this.read(name);
    // It may have been claimed again in between.
    const isRunning = isRunningHere() || (found && this.files.isOwnerAlive(found.owner, found.at));
    return !isRunning && found?.end !== 'finished' && this.isAlone(place, orderId);
  }

  private async make(name: string, place: ObjectPlace, orderId: string, mayReplace: boolean): Promise<boolean> {
    if ((await this.orders.holders(place)).some((id) => id !== orderId)) return false;
    const create = () => this.files.create(name, textOf({ order: orderId, hasOthers: false }, thisProcess));
    if (await create()) return true;
    return waitForFileLock(this.files, name, async () => {
      const found = await this.read(name);
      if (!found) return create();
      const isOwn = found.order === orderId;
      if (!isOwn && (!mayReplace || (await this.isHeld(found)))) return false;
      const cleaning = this.cleaning.get(name);
      const hasFailed = found.end === 'failed' || cleaning?.order === found.order;
      await this.files.replace(
        name,
        textOf({ order: orderId, hasOthers: found.hasOthers || !(isOwn || hasFailed) }, thisProcess),
      );
      clearTimeout(cleaning?.timer);
      this.cleaning.delete(name);
      return true;
    });
  }

  private async isHeld({ order, owner, at }: StoredClaim): Promise<boolean> {
    return this.files.isOwnerAlive(owner, at) || this.orders.isOpen(order);
  }

  private closeLater(name: string, order: string): void {
    const timer = setTimeout(() => {
      this.cleaning.delete(name);
      void this.close(name, order, 'failed');
    }, cleaningMs).unref();
    this.cleaning.set(name, { order, timer });
  }

  /** Writes the end of a claim; where that fails the file stays that of a process that will be gone. */
  private async close(name: string, order: string, end: ClaimEnd): Promise<void> {
    await waitForFileLock(this.files, name, async () => {
      const found = await this.read(name);
      if (found?.order !== order || this.active.has(name)) return;
      await this.files.replace(name, textOf({ order, hasOthers: found.hasOthers, end }, nobody));
    })
      .then(() => this.prune())
      .catch(() => undefined);
  }

  private async prune(): Promise<void> {
    const names = await this.files.names(suffix);
    if (names.length < maxKept * 1.2) return;
    const all = await Promise.all(
      names.map(async (name) => ({ name: name + suffix, at: (await this.files.read(name + suffix))?.at ?? 0 })),
    );
    const oldest = all.sort((a, b) => a.at - b.at).slice(0, -maxKept);
    for (const { name } of oldest) {
      await waitForFileLock(this.files, name, async () => {
        const found = await this.read(name);
        if (found && !this.active.has(name) && !(await this.isHeld(found))) await this.files.remove(name);
      });
    }
  }

  private async read(name: string): Promise<StoredClaim | undefined> {
    const file = await this.files.readWhole(name);
    return file && { ...readClaim(file.text), owner: ownerOf(file.text), at: file.at };
  }
}

function textOf(claim: Claim, owner: LockOwner): string {
  return JSON.stringify({ ...claim, ...ownerFields(owner) });
}

/** Reads a claim; from another program's file, that anybody may have had the key. */
function readClaim(text: string): Claim {
  try {
    const { order, hasOthers, end } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const isEnd = end === 'finished' || end === 'failed';
    if (typeof order === 'string') return { order, hasOthers: hasOthers !== false, ...(isEnd && { end }) };
  } catch {
    // As below.
  }
  return { order: '', hasOthers: true };
}

/** Names the file of a key. */
function nameOf({ bucket, key }: ObjectPlace): string {
  const sum = createHash('sha256')
    .update(JSON.stringify([bucket, key]))
    .digest('hex');
  return sum.slice(0, 32) + suffix;
}
