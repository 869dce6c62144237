/** The order in which the sidebar lists names: numbers in them count as numbers. */
export const byName = new Intl.Collator('en', { numeric: true });
