import { AppError } from '../../core/errors';
import { count, records } from '../http/fields';

type Fields = Readonly<Record<string, unknown>>;

/** A list that TEM returns in pages of `limit` items. `items` and `total` name the fields of a page that hold them. */
export interface PagedList<T> {
  /** Resolves with the page that begins at `offset`. */
  readonly requestPage: (offset: number) => Promise<Fields>;
  readonly limit: number;
  readonly items: string;
  readonly total: string;
  /** Reads one item; `undefined` for an invalid one. */
  readonly read: (item: Fields) => T | undefined;
}

// Enough to fill the 20 a second that TEM allows, few enough to lose little where the total is not true.
const maxConcurrent = 10;
const maxPages = 200;

/**
 * Reads every item, each id once, in the order of the service: one page, then several at a time while the total is not
 * reached, and until a page is short. Reads all pages once more where items moved between pages, so that some are missing.
 * Ends also for a service that ignores the offset, caps the page or reports a wrong total. Throws as `requestPage` and
 * `itemsOf` do.
 */
export async function readPages<T extends { readonly id: string }>(list: PagedList<T>): Promise<readonly T[]> {
  const first = await readOnce(list);
  if (first.isWhole) return [...first.found.values()];
  const second = await readOnce(list);
  return [...(second.isWhole ? second.found : new Map([...first.found, ...second.found])).values()];
}

/** Reads the items by their ids; `isWhole` is false where some may be missing. */
async function readOnce<T extends { readonly id: string }>(
  list: PagedList<T>,
): Promise<{ readonly found: ReadonlyMap<string, T>; readonly isWhole: boolean }> {
  const found = new Map<string, T>();
  let total = 0;
  let maxTotal = 0;
  const take = (result: Fields): number => {
    const items = itemsOf(result[list.items], list.limit);
    for (const item of items) {
      const one = list.read(item);
      if (one && !found.has(one.id)) found.set(one.id, one);
    }
    // It may have changed since the page before.
    total = count(result[list.total]);
    maxTotal = Math.max(maxTotal, total);
    return items.length;
  };
  const first = take(await list.requestPage(0));
  const size = first || list.limit;
  let page = 1;
  for (let last = first; page < maxPages && found.size !== total;) {
    const known = Math.ceil(total / size) - page;
    if (known <= 0 && last < size) break;
    const many = Math.min(maxConcurrent, Math.max(1, known), maxPages - page);
    const results = await Promise.all(Array.from({ length: many }, (_, n) => list.requestPage((page + n) * size)));
    const before = found.size;
    last = results.map(take).at(-1) ?? 0;
    if (found.size === before) break;
    page += many;
  }
  // Where items have gone, others may have moved into pages that had been read.
  const hasMoved = total < maxTotal || found.size < total;
  return { found, isWhole: !hasMoved || page * size < total };
}

/** Reads the items of one page. Throws `invalidResponse` for more than `limit`: a service that ignores it may hide others. */
export function itemsOf(value: unknown, limit: number): readonly Fields[] {
  if (!Array.isArray(value) || value.length <= limit) return records(value);
  throw new AppError('invalidResponse', `TEM returned ${value.length} items for a page of ${limit}`);
}
