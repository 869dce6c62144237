import { Refusal } from '../refusal';
import { encode } from './canonical';
import type { Owner } from './operation';
import { byUtf8 } from './store';

type Query = ReadonlyMap<string, string>;

/**
 * One page of a listing: items, prefixes that stand for groups, and the last of both, from which to go on when there is
 * more.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly prefixes: readonly string[];
  readonly last: T | string | undefined;
  readonly truncated: boolean;
}

/** Returns at most `limit` of the sorted rows below `prefix`; those alike up to `delimiter` count as one group. */
export function listPage<T extends { readonly key: string }>(
  rows: readonly T[],
  query: Query,
  limit: number,
  isAfterMarker: (name: string, row: T | undefined) => boolean,
): Page<T> {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const entries = new Map<T | string, string>();
  for (const row of rows.filter(({ key }) => key.startsWith(prefix))) {
    const at = delimiter ? row.key.indexOf(delimiter, prefix.length) : -1;
    const group = at < 0 ? undefined : row.key.slice(0, at + delimiter.length);
    if (isAfterMarker(group ?? row.key, group === undefined ? row : undefined)) entries.set(group ?? row, row.key);
  }
  const page = [...entries.keys()].slice(0, limit);
  return {
    items: page.filter((entry): entry is T => typeof entry !== 'string'),
    prefixes: page.filter((entry) => typeof entry === 'string'),
    last: page[page.length - 1],
    truncated: limit > 0 && entries.size > page.length,
  };
}

/** Tells whether a name comes after a marker, in the order of UTF-8 bytes. */
export function isAfter(name: string, marker: string): boolean {
  return byUtf8(name, marker) > 0;
}

/**
 * Returns the maximum of rows on a page: 0 to 1000, default 1000. Throws `InvalidArgument` for no whole number from 0
 * on.
 */
export function limitOf(query: Query, name: string): number {
  const limit = Number(query.get(name) || 1000);
  if (Number.isInteger(limit) && limit >= 0) return Math.min(limit, 1000);
  throw new Refusal(400, 'InvalidArgument', `The value of ${name} is not valid.`);
}

/** Returns an object key as the response writes it: percent-encoded where `encoding-type=url` asks for it. */
export function writtenKey(query: Query, key: string): string {
  return query.get('encoding-type') === 'url' ? encode(key).replaceAll('%2F', '/') : key;
}

/** Returns the delimiter as the response writes it, where one was given. */
export function writtenDelimiter(query: Query): string | undefined {
  const delimiter = query.get('delimiter');
  return delimiter === undefined ? undefined : writtenKey(query, delimiter);
}

/** Returns the owner and the initiator of an upload, as listings of uploads and parts name them. */
export function persons({ uin }: Owner): Readonly<Record<'Initiator' | 'Owner', Readonly<Record<string, string>>>> {
  const person = { ID: `qcs::cam::uin/${uin}:uin/${uin}`, DisplayName: uin };
  return { Initiator: person, Owner: person };
}
