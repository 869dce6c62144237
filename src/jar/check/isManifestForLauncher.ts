/**
 * Tells whether the native part of `java -jar`, which reads a manifest's main section before Java does, takes it. For it the
 * text ends with the first NUL, and a last line without an end counts.
 */
export function isManifestForLauncher(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\0');
  let open: string | undefined;
  for (const { line, isEnded } of linesOf(end < 0 ? text : text.slice(0, end))) {
    if (line === '') break;
    if (line.startsWith(' ') && open !== undefined) {
      if (!isEnded) return false;
      open += line.slice(1);
      continue;
    }
    if (open !== undefined && !isHeader(open)) return false;
    open = line;
  }
  return open === undefined || isHeader(open);
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly isEnded: boolean }> {
  let at = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    yield { line: text.slice(at, end.index), isEnded: true };
    at = end.index + end[0].length;
  }
  if (at < text.length) yield { line: text.slice(at), isEnded: false };
}

function isHeader(line: string): boolean {
  const colon = line.indexOf(':');
  return colon >= 0 && line[colon + 1] === ' ';
}
