/** The fields of a note, unchecked. */
export type NoteFields = Readonly<Record<string, unknown>>;

// The longest path that any system takes has room in it.
const maxText = 65_536;

/** Parses a note; no fields for a text that is none. */
export function noteFields(text: string): NoteFields {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Returns a value that is an object; an empty object for any other. */
export function record(value: unknown): NoteFields {
  return typeof value === 'object' && value !== null ? (value as NoteFields) : {};
}

/** Tells whether a value is a text that is not empty, and of a length that we write. */
export function isText(value: unknown): value is string {
  return isWords(value) && value !== '';
}

/** Tells whether a value is a text of a length that we write, which may be empty. */
export function isWords(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxText;
}

/** Tells whether a value is a whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Returns a text that is one of some words. */
export function oneOf<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((word) => word === value);
}
