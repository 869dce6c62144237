import { nodeId, type Node } from './nodes';

/** The rows that a tree shows now, level by level, and which of them an object is. */
export class ListedNodes {
  private readonly rows = new Map<string, Node>();
  private readonly below = new Map<string, readonly string[]>();
  /** Every row that was ever listed. What others make up is none of these objects, whatever it says of itself. */
  private readonly ids = new WeakMap<object, string>();

  /** Lists exactly these below a row (at the top without one); resolves ids that come twice, which VS Code refuses. */
  put(parent: Node | undefined, rows: readonly Node[]): readonly Node[] {
    const distinct = new Map<string, Node>();
    for (const row of rows) {
      const id = nodeId(row);
      if (!distinct.has(id)) distinct.set(id, row);
    }
    const above = parent ? nodeId(parent) : '';
    for (const id of this.below.get(above) ?? []) if (!distinct.has(id)) this.drop(id);
    this.below.set(above, [...distinct.keys()]);
    for (const [id, row] of distinct) {
      this.rows.set(id, row);
      this.ids.set(row, id);
    }
    return [...distinct.values()];
  }

  /** The row that `passed` was when it was listed, as it is listed now; `undefined` where it is not, or never was. */
  find(passed: unknown): Node | undefined {
    const id = typeof passed === 'object' && passed !== null ? this.ids.get(passed) : undefined;
    return id === undefined ? undefined : this.rows.get(id);
  }

  /** The row with the id of this one. */
  latest(row: Node): Node | undefined {
    return this.rows.get(nodeId(row));
  }

  all(): Iterable<Node> {
    return this.rows.values();
  }

  /** Lists the nodes from top to bottom, each above those below it. */
  *inOrder(parentId = ''): Iterable<Node> {
    for (const id of this.below.get(parentId) ?? []) {
      const node = this.rows.get(id);
      if (node) yield node;
      yield* this.inOrder(id);
    }
  }

  private drop(id: string): void {
    this.rows.delete(id);
    for (const child of this.below.get(id) ?? []) this.drop(child);
    this.below.delete(id);
  }
}
