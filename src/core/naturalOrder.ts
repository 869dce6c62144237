/** The order of names and versions: digits in them count as numbers. Shared, since a collator is slow to make. */
export const naturalOrder = new Intl.Collator('en', { numeric: true });
