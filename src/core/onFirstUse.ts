/**
 * Gives a function that calls `load` with its first use and remembers what it resolved with. Where `load` rejects, the next
 * use calls it again: a bundle that could not be read in the middle of an update can be read a moment later.
 */
export function onFirstUse<T>(load: () => Promise<T>): OnFirstUse<T> {
  let loading: Promise<T> | undefined;
  const use = () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  return Object.assign(use, { ifUsed: async () => loading?.catch(() => undefined) });
}

/** What is loaded with its first use. */
export interface OnFirstUse<T> {
  (): Promise<T>;
  /** What is loaded or being loaded already; `undefined` where nothing is, or that failed. Loads nothing. */
  ifUsed(): Promise<T | undefined>;
}
