/** Reads many values, and remembers them for when some cannot be read. */
export class LastSeen<T> {
  private seen: ReadonlyMap<string, T> = new Map();

  /** Reads the value of each name; where names or a value cannot be read, those of the last time. Never rejects. */
  async read(
    names: () => Promise<readonly string[]>,
    readOne: (name: string) => Promise<T | undefined>,
  ): Promise<readonly T[]> {
    const all = await names().catch(() => [...this.seen.keys()]);
    const found = await Promise.all(
      all.map(async (name) => [name, await readOne(name).catch(() => this.seen.get(name))] as const),
    );
    this.seen = new Map(found.flatMap(([name, one]) => (one ? [[name, one] as const] : [])));
    return [...this.seen.values()];
  }
}
