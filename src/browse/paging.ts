/** Some rows of a list, and how many are left. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly left: number;
}

/** How much of each long list is shown: so many rows at first, and so many more each time that is asked for. */
export class Paging {
  private readonly shown = new Map<string, number>();

  constructor(private readonly size: number) {}

  page<T>(id: string, rows: readonly T[]): Page<T> {
    const most = this.shown.get(id) ?? this.size;
    return { nodes: rows.slice(0, most), left: Math.max(0, rows.length - most) };
  }

  /** Shows the next step; returns the index of its first row. */
  nextPage(id: string): number {
    const before = this.shown.get(id) ?? this.size;
    this.shown.set(id, before + this.size);
    return before;
  }

  /** Shows at least as many steps as bring the row at `index`; whether that changed anything. */
  ensureVisible(id: string, index: number): boolean {
    const before = this.shown.get(id) ?? this.size;
    if (index < before) return false;
    this.shown.set(id, Math.ceil((index + 1) / this.size) * this.size);
    return true;
  }
}
