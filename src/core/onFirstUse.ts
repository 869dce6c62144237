/**
 * Makes a function that calls `load` at its first use and caches the result. After a rejection the next use calls `load`
 * again: a bundle that could not be read in the middle of an update can be read a moment later.
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

/** A function whose result is loaded at its first use. */
export interface OnFirstUse<T> {
  (): Promise<T>;
  /** Resolves with the result if it is loaded or loading, without loading it; `undefined` if not, or after a failure. */
  ifUsed(): Promise<T | undefined>;
}
