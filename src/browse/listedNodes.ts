import { nodeId } from './nodeId';
import type { Node } from './nodes';

/** The nodes that a tree shows now, level by level. Finds the node that an object from VS Code is. */
export class ListedNodes {
  private readonly nodes = new Map<string, Node>();
  /** The objects that VS Code drew last: it knows a row by that very object, and those of `nodes` may be newer. */
  private readonly drawn = new Map<string, Node>();
  private readonly childIds = new Map<string, readonly string[]>();
  /** Every node that was ever listed. Objects that others make up are none of these, whatever they claim to be. */
  private readonly ids = new WeakMap<object, string>();

  /** Replaces the children of a node, or the roots without one. Returns them without repeated ids, which VS Code refuses. */
  setChildren(parent: Node | undefined, children: readonly Node[]): readonly Node[] {
    const distinct = new Map<string, Node>();
    for (const child of children) {
      const id = nodeId(child);
      if (!distinct.has(id)) distinct.set(id, child);
    }
    const parentId = parent ? nodeId(parent) : '';
    for (const id of this.childIds.get(parentId) ?? []) if (!distinct.has(id)) this.drop(id);
    this.childIds.set(parentId, [...distinct.keys()]);
    for (const [id, child] of distinct) {
      this.nodes.set(id, child);
      this.ids.set(child, id);
    }
    return [...distinct.values()];
  }

  /** Returns the listed node that `passed` was, as it is now; `undefined` for any object that never was listed. */
  find(passed: unknown): Node | undefined {
    const id = typeof passed === 'object' && passed !== null ? this.ids.get(passed) : undefined;
    return id === undefined ? undefined : this.nodes.get(id);
  }

  /** Replaces a listed node by what it is now; does nothing where it is not listed. */
  renew(node: Node): void {
    const id = nodeId(node);
    if (!this.nodes.has(id)) return;
    this.nodes.set(id, node);
    this.ids.set(node, id);
  }

  /** Remembers that VS Code draws this object for its row. */
  markDrawn(node: Node): void {
    this.drawn.set(nodeId(node), node);
  }

  /** Lists the objects by which VS Code may know the row of this node: none where it is not listed. */
  shown(node: Node): readonly Node[] {
    const id = nodeId(node);
    const latest = this.nodes.get(id);
    const drawn = this.drawn.get(id);
    return latest ? [latest, ...(drawn && drawn !== latest ? [drawn] : [])] : [];
  }

  all(): Iterable<Node> {
    return this.nodes.values();
  }

  /** Lists the nodes from top to bottom, each above those below it. */
  *inOrder(parentId = ''): Iterable<Node> {
    for (const id of this.childIds.get(parentId) ?? []) {
      const node = this.nodes.get(id);
      if (node) yield node;
      yield* this.inOrder(id);
    }
  }

  private drop(id: string): void {
    this.nodes.delete(id);
    this.drawn.delete(id);
    for (const child of this.childIds.get(id) ?? []) this.drop(child);
    this.childIds.delete(id);
  }
}
