import { AppError } from '../core/errors';
import { nodeId, ungrouped, type BranchNode, type Node, type PlaceholderNode } from './nodes';

type Fetch = (branch: BranchNode, signal: AbortSignal) => Promise<readonly Node[]>;

interface Loading {
  readonly stop: AbortController;
  done: Promise<void>;
  /** Absent until they have arrived. */
  rows?: readonly Node[];
  /** What was there before: better than nothing while they are on their way. */
  readonly before?: readonly Node[] | undefined;
  /** When a person was shown something else for now, ms of `performance.now()`. */
  toldAt?: number;
}

// An answer that is quick needs no notice.
const patienceMs = 250;
// VS Code loses a change that comes while it is still drawing the rows before it.
const minToldMs = 500;

/** The rows below regions and applications: fetched once when first asked for, kept until they are forgotten. */
export class ChildLoader {
  private readonly branches = new Map<string, Loading>();
  private readonly before = new Map<string, readonly Node[]>();
  private isDisposed = false;

  /** `refreshing` hears of rows that are fetched anew while the old ones are still shown. */
  constructor(
    private readonly fetch: Fetch,
    private readonly changed: (branch: BranchNode) => void,
    private readonly refreshing: (done: Promise<void>) => void,
  ) {}

  /** The rows where they arrive soon; else the old ones or a notice, and `changed` once they are there. */
  async load(branch: BranchNode): Promise<readonly Node[]> {
    const loading = this.branch(branch);
    await Promise.race([loading.done, pause(patienceMs)]);
    if (this.isStale(branch, loading)) return this.load(branch);
    if (loading.rows) return loading.rows;
    loading.toldAt ??= performance.now();
    if (!loading.before) return [notice(branch, { kind: 'loading' })];
    this.refreshing(loading.done);
    return loading.before;
  }

  /** The rows once they have arrived, or the notice that stands for them. */
  async arrived(branch: BranchNode): Promise<readonly Node[]> {
    const loading = this.branch(branch);
    await loading.done;
    return this.isStale(branch, loading) ? this.arrived(branch) : (loading.rows ?? []);
  }

  /** Whether the row with this id was opened since it was last forgotten, in whichever group. */
  has(id: string): boolean {
    return [...this.branches.keys()].some((key) => ungrouped(key) === ungrouped(id));
  }

  /** Ends the fetch below the row with this id; the row shows that it was stopped. */
  stop(id: string): void {
    this.branches.get(id)?.stop.abort();
  }

  /** Drops what is known of the row with this id and all below it, in every group; of everything without one. */
  forget(id?: string): void {
    for (const [key, loading] of this.branches) {
      if (id !== undefined && !`${ungrouped(key)}/`.startsWith(`${ungrouped(id)}/`)) continue;
      this.branches.delete(key);
      const before = loading.rows ?? loading.before;
      if (before?.every(({ kind }) => kind !== 'placeholder')) this.before.set(key, before);
      loading.stop.abort();
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.forget();
  }

  /** Forgotten while it was awaited: somebody asked for newer rows. */
  private isStale(branch: BranchNode, loading: Loading): boolean {
    return !this.isDisposed && this.branches.get(nodeId(branch)) !== loading;
  }

  private branch(branch: BranchNode): Loading {
    const id = nodeId(branch);
    const known = this.branches.get(id);
    if (known) return known;
    const loading: Loading = { stop: new AbortController(), done: Promise.resolve(), before: this.before.get(id) };
    this.before.delete(id);
    this.branches.set(id, loading);
    loading.done = this.fetchChildren(branch, loading.stop.signal).then((rows) => this.settle(branch, loading, rows));
    return loading;
  }

  private fetchChildren(branch: BranchNode, signal: AbortSignal): Promise<readonly Node[]> {
    return this.fetch(branch, signal).then(
      (rows) => (rows.length > 0 ? rows : [notice(branch, { kind: 'empty' })]),
      (error: unknown) => [notice(branch, failedOrStopped(error))],
    );
  }

  private async settle(branch: BranchNode, loading: Loading, rows: readonly Node[]): Promise<void> {
    if (loading.toldAt !== undefined) await pause(loading.toldAt + minToldMs - performance.now());
    loading.rows = rows;
    if (loading.toldAt !== undefined && this.branches.get(nodeId(branch)) === loading) this.changed(branch);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function notice(parent: BranchNode, is: PlaceholderNode['placeholder']): PlaceholderNode {
  return { kind: 'placeholder', parent, placeholder: is };
}

function failedOrStopped(error: unknown): PlaceholderNode['placeholder'] {
  const wasStopped = error instanceof AppError && error.failure === 'cancelled';
  return wasStopped ? { kind: 'stopped' } : { kind: 'failed', error };
}
