/** Writes by name, one after the other; several that are asked for while one is written become one. */
export class WriteQueue {
  private readonly writing = new Map<string, Promise<void>>();
  /** Of what is written, what begins only once a write before it has ended. */
  private readonly due = new Set<string>();

  /** `write` takes the state as it is when it begins; that it fails is nobody's concern here. */
  constructor(private readonly write: (name: string) => Promise<void>) {}

  /** Resolves when the present state is written; never rejects. */
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
