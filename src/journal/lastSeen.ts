/** Looks at many things, of which some cannot be seen now: of these it gives what it saw the last time. */
export class LastSeen<T> {
  private seen: ReadonlyMap<string, T> = new Map();

  /** What `look` finds by each of `names`; by the names of the last time where those cannot be told. Never rejects. */
  async at(
    names: () => Promise<readonly string[]>,
    look: (name: string) => Promise<T | undefined>,
  ): Promise<readonly T[]> {
    const all = await names().catch(() => [...this.seen.keys()]);
    const found = await Promise.all(
      all.map(async (name) => [name, await look(name).catch(() => this.seen.get(name))] as const),
    );
    this.seen = new Map(found.flatMap(([name, one]) => (one ? [[name, one] as const] : [])));
    return [...this.seen.values()];
  }
}
