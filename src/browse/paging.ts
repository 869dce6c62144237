/** The visible items of a list; `left` is the number of those that are not. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly left: number;
}

/** Tracks how many nodes of each long list are visible: one page at first, one more with each `nextPage`. */
export class Paging {
  private readonly visible = new Map<string, number>();

  constructor(private readonly pageSize: number) {}

  /** Returns the visible nodes of the list with this id. */
  page<T>(id: string, nodes: readonly T[]): Page<T> {
    const max = this.visible.get(id) ?? this.pageSize;
    return { nodes: nodes.slice(0, max), left: Math.max(0, nodes.length - max) };
  }

  /** Shows one more page; returns the index of its first node. */
  nextPage(id: string): number {
    const before = this.visible.get(id) ?? this.pageSize;
    this.visible.set(id, before + this.pageSize);
    return before;
  }

  /** Shows as many pages as needed for the node at `index`; returns whether there are more than before. */
  ensureVisible(id: string, index: number): boolean {
    const before = this.visible.get(id) ?? this.pageSize;
    if (index < before) return false;
    this.visible.set(id, Math.ceil((index + 1) / this.pageSize) * this.pageSize);
    return true;
  }
}
