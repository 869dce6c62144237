/**
 * Reads a time as a build wrote it: bare digits are seconds (10 of them) or milliseconds (13) since 1970 and become ISO
 * 8601, anything else stays as it is.
 */
export function readTime(text: string | undefined): string | undefined {
  if (text === undefined || !/^(?:\d{10}|\d{13})$/.test(text)) return text;
  return new Date(text.length === 10 ? Number(text) * 1000 : Number(text)).toISOString();
}
