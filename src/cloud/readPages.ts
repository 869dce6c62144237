import { AppError } from '../core/errors';
import { count, records } from './fields';

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
const mostAtOnce = 10;
const mostPages = 200;

/**
 * Every row, each id once, in the order of the service: one page, then the others several at a time once the total is
 * known. A service that ignores the offset, caps the page or lies about the total does not keep us for ever.
 */
export async function readPages<T extends { readonly id: string }>(list: PagedList<T>): Promise<readonly T[]> {
  const found = new Map<string, T>();
  /** Whether the page brought anything new. */
  const take = (result: Fields): boolean => {
    const before = found.size;
    for (const row of rowsOf(result[list.rows], list.limit)) {
      const one = list.read(row);
      if (one && !found.has(one.id)) found.set(one.id, one);
    }
    return found.size > before;
  };
  const first = await list.ask(0);
  const rows: unknown = first[list.rows];
  const size = Array.isArray(rows) ? rows.length : 0;
  if (!take(first) || size === 0) return [...found.values()];
  const total = count(first[list.total]);
  const pages = total > 0 ? Math.min(mostPages, Math.ceil(total / size)) : mostPages;
  for (let page = 1; page < pages;) {
    const many = total > 0 ? Math.min(mostAtOnce, pages - page) : 1;
    const answers = await Promise.all(Array.from({ length: many }, (_, n) => list.ask((page + n) * size)));
    if (answers.map(take).includes(false)) break;
    page += many;
  }
  return [...found.values()];
}

/** The rows of one page. Throws `garbled` for more than were asked for: what else is there is not known. */
export function rowsOf(value: unknown, limit: number): readonly Fields[] {
  if (!Array.isArray(value) || value.length <= limit) return records(value);
  throw new AppError('garbled', `TEM answered with ${value.length} rows to a page of ${limit}`);
}
