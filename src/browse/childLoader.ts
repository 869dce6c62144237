import { AppError } from '../core/errors';
import type { CallOptions } from '../core/ports/tem';
import { nodeId, ungrouped } from './nodeId';
import type { BranchNode, Node, PlaceholderNode } from './nodes';

/** Collaborators of `ChildLoader`. */
export interface ChildLoaderDeps {
  readonly loadChildren: (branch: BranchNode, options: CallOptions) => Promise<readonly Node[]>;
  /** Called when children have arrived in place of those that `load` resolved with. */
  readonly onDidChange: (branch: BranchNode) => void;
  /** Called with a reload during which the previous children stay visible. */
  readonly onRefresh: (done: Promise<void>) => void;
}

interface Loading {
  readonly controller: AbortController;
  done: Promise<void>;
  /** Absent until loaded. */
  children?: readonly Node[];
  /** Shown until the new children arrive. */
  readonly previous?: readonly Node[] | undefined;
  /** The time when something else was shown in place of the children, ms of `performance.now()`. */
  substitutedAt?: number;
}

// A response that is quick needs no placeholder.
const maxBlankMs = 250;
// VS Code loses a change that comes while it is still drawing the nodes before it.
const minSubstituteMs = 500;

/** Loads the children of branches once, at first use, and keeps them until they are invalidated. */
export class ChildLoader {
  private readonly branches = new Map<string, Loading>();
  private readonly previous = new Map<string, readonly Node[]>();
  private isDisposed = false;

  constructor(private readonly deps: ChildLoaderDeps) {}

  /** Resolves with the children where they arrive soon; else with the previous ones or a placeholder. */
  async load(branch: BranchNode): Promise<readonly Node[]> {
    const loading = this.loadingOf(branch);
    await Promise.race([loading.done, sleep(maxBlankMs)]);
    if (this.isStale(branch, loading)) return this.load(branch);
    if (loading.children) return loading.children;
    loading.substitutedAt ??= performance.now();
    if (!loading.previous) return [placeholderNode(branch, { kind: 'loading' })];
    this.deps.onRefresh(loading.done);
    return loading.previous;
  }

  /** Resolves with the children once they are loaded, or with the placeholder that says why they are not. */
  async loaded(branch: BranchNode): Promise<readonly Node[]> {
    const loading = this.loadingOf(branch);
    await loading.done;
    return this.isStale(branch, loading) ? this.loaded(branch) : (loading.children ?? []);
  }

  /** Returns the children of the branch with this id where they are loaded, without a request. */
  peek(id: string): readonly Node[] | undefined {
    return this.branches.get(id)?.children;
  }

  /** Tells whether the branch with this id was opened since it was last invalidated, in any group. */
  has(id: string): boolean {
    return [...this.branches.keys()].some((key) => ungrouped(key) === ungrouped(id));
  }

  /** Aborts the loading below the branch with this id, which then shows that it was stopped. */
  stop(id: string): void {
    this.branches.get(id)?.controller.abort();
  }

  /** Drops the children of the branch with this id and of all below it, in every group; of all branches without an id. */
  invalidate(id?: string): void {
    for (const [key, loading] of this.branches) {
      if (id !== undefined && !`${ungrouped(key)}/`.startsWith(`${ungrouped(id)}/`)) continue;
      this.branches.delete(key);
      const previous = loading.children ?? loading.previous;
      if (previous?.every(({ kind }) => kind !== 'placeholder')) this.previous.set(key, previous);
      loading.controller.abort();
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.invalidate();
  }

  /** Tells whether the branch was invalidated while its loading was awaited. */
  private isStale(branch: BranchNode, loading: Loading): boolean {
    return !this.isDisposed && this.branches.get(nodeId(branch)) !== loading;
  }

  private loadingOf(branch: BranchNode): Loading {
    const id = nodeId(branch);
    const known = this.branches.get(id);
    if (known) return known;
    const controller = new AbortController();
    const loading: Loading = { controller, done: Promise.resolve(), previous: this.previous.get(id) };
    this.previous.delete(id);
    this.branches.set(id, loading);
    loading.done = this.request(branch, controller.signal).then((children) => this.settle(branch, loading, children));
    return loading;
  }

  private request(branch: BranchNode, signal: AbortSignal): Promise<readonly Node[]> {
    return this.deps.loadChildren(branch, { signal }).then(
      (children) => (children.length > 0 ? children : [placeholderNode(branch, { kind: 'empty' })]),
      (error: unknown) => [placeholderNode(branch, failedOrStopped(error))],
    );
  }

  private async settle(branch: BranchNode, loading: Loading, children: readonly Node[]): Promise<void> {
    if (loading.substitutedAt !== undefined) await sleep(loading.substitutedAt + minSubstituteMs - performance.now());
    loading.children = children;
    if (loading.substitutedAt !== undefined && this.branches.get(nodeId(branch)) === loading) {
      this.deps.onDidChange(branch);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function placeholderNode(parent: BranchNode, placeholder: PlaceholderNode['placeholder']): PlaceholderNode {
  return { kind: 'placeholder', parent, placeholder };
}

function failedOrStopped(error: unknown): PlaceholderNode['placeholder'] {
  const wasStopped = error instanceof AppError && error.failure === 'cancelled';
  return wasStopped ? { kind: 'stopped' } : { kind: 'failed', error };
}
