/** Writes by name, one after the other; several that are requested during a write become one. */
export class WriteQueue {
  private readonly writing = new Map<string, Promise<void>>();
  /** Names whose next write waits for the present one. */
  private readonly due = new Set<string>();

  /** `write` writes the state at its start; its failures are ignored. */
  constructor(private readonly write: (name: string) => Promise<void>) {}

  /** Writes the present state; never rejects. */
  async add(name: string): Promise<void> {
    const before = this.writing.get(name);
    if (before && this.due.has(name)) return before;
    this.due.add(name);
    const work = (before ?? Promise.resolve()).then(async () => {
      this.due.delete(name);
      await this.write(name).catch(() => undefined);
    });
    this.writing.set(name, work);
    await work;
    if (this.writing.get(name) === work) this.writing.delete(name);
  }
}
