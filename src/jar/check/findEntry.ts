import type { Entries, Entry } from '../entries';

const plain = /^[\x20-\x7e]{1,1000}$/;

/** Finds the entry of a name: of several the last, which is Java's. Fast for names in ASCII. */
export function findEntry(entries: Entries, name: string): Entry | undefined {
  const some = plain.test(name) ? entries.below(name) : entries.find((one) => one === name);
  const index = some.filter((one) => entries.name(one) === name).at(-1);
  return index === undefined ? undefined : entries.at(index);
}
