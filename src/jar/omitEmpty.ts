const maxTextLength = 1000;

/** The same facts without the absent ones and the empty texts; a text of unreasonable length is cut. */
export function omitEmpty<T extends object>(facts: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  const kept = Object.entries(facts)
    .filter(([, fact]) => fact !== undefined && fact !== '')
    .map(([name, fact]) => [name, typeof fact === 'string' ? fact.slice(0, maxTextLength) : fact]);
  return Object.fromEntries(kept) as T;
}
