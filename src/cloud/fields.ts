/** An answer's object; an empty one for anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The rows of a list that are objects. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((row) => typeof row === 'object' && row !== null).map(record) : [];
}

/** A text or number as text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

/** A whole number that is not negative, also when it comes as text; 0 for anything else. */
export function count(value: unknown): number {
  const number = Number(text(value).trim());
  return number > 0 && Number.isFinite(number) ? Math.floor(number) : 0;
}
