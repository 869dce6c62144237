/** The order in which the sidebar lists names: digits in them count as numbers. Shared, since a collator is slow to make. */
export const byName = new Intl.Collator('en', { numeric: true });
