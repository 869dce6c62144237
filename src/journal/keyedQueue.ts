/** Does the works of one name one after the other. */
export class KeyedQueue {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Settles as `work` does, which begins once those before it have settled. */
  async add<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    const working = before.then(work, work);
    this.last.set(name, working);
    try {
      return await working;
    } finally {
      if (this.last.get(name) === working) this.last.delete(name);
    }
  }
}
