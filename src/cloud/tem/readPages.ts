import { AppError } from '../../core/errors';
import { count, records } from '../http/fields';

type Fields = Readonly<Record<string, unknown>>;

/** A list that comes in pages. `ask` resolves with the result of the page of `limit` rows that begins at `offset`. */
export interface PagedList<T> {
  readonly ask: (offset: number) => Promise<Fields>;
  readonly limit: number;
  /** The names of the result's fields that hold the rows and how many there are in all. */
  readonly rows: string;
  readonly total: string;
  /** `undefined` for a row that is none. */
  readonly read: (row: Fields) => T | undefined;
}

// Enough to fill the 20 a second that TEM allows, few enough to lose little where the total is not true.
const maxConcurrent = 10;
const maxPages = 200;

/**
 * Every row, each id once, in the order of the service: one page, then the others several at a time while its total says that
 * there are more, and until a page is short. Where rows moved between pages, so that some are missing, all is read once more. A
 * service that ignores the offset, caps the page or lies about the total does not keep us for ever.
 */
export async function readPages<T extends { readonly id: string }>(list: PagedList<T>): Promise<readonly T[]> {
  const first = await readOnce(list);
  if (first.isWhole) return [...first.found.values()];
  const second = await readOnce(list);
  return [...(second.isWhole ? second.found : new Map([...first.found, ...second.found])).values()];
}

/** The rows by their ids, and whether they can be all. */
async function readOnce<T extends { readonly id: string }>(
  list: PagedList<T>,
): Promise<{ readonly found: ReadonlyMap<string, T>; readonly isWhole: boolean }> {
  const found = new Map<string, T>();
  let total = 0;
  let maxTotal = 0;
  const take = (result: Fields): number => {
    const rows = rowsOf(result[list.rows], list.limit);
    for (const row of rows) {
      const one = list.read(row);
      if (one && !found.has(one.id)) found.set(one.id, one);
    }
    // It may have changed since the page before.
    total = count(result[list.total]);
    maxTotal = Math.max(maxTotal, total);
    return rows.length;
  };
  const first = take(await list.ask(0));
  const size = first || list.limit;
  let page = 1;
  for (let last = first; page < maxPages && found.size !== total;) {
    const known = Math.ceil(total / size) - page;
    if (known <= 0 && last < size) break;
    const many = Math.min(maxConcurrent, Math.max(1, known), maxPages - page);
    const answers = await Promise.all(Array.from({ length: many }, (_, n) => list.ask((page + n) * size)));
    const before = found.size;
    last = answers.map(take).at(-1) ?? 0;
    if (found.size === before) break;
    page += many;
  }
  // Where rows have gone, others may have moved into pages that had been read.
  const hasMoved = total < maxTotal || found.size < total;
  return { found, isWhole: !hasMoved || page * size < total };
}

/** The rows of one page. Throws `invalidResponse` for more than were asked for: what else is there is not known. */
export function rowsOf(value: unknown, limit: number): readonly Fields[] {
  if (!Array.isArray(value) || value.length <= limit) return records(value);
  throw new AppError('invalidResponse', `TEM answered with ${value.length} rows to a page of ${limit}`);
}
