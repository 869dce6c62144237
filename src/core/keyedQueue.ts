/** Runs work under the same key one after the other. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Settles as `work` does, which starts once all work before it has settled. */
  async add<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const working = before.then(work, work);
    this.last.set(key, working);
    try {
      return await working;
    } finally {
      if (this.last.get(key) === working) this.last.delete(key);
    }
  }
}
