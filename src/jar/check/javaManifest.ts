/** A manifest as Java reads it: the main attributes by their names in lower case, and the names of its sections. */
export interface JavaManifest {
  readonly main: ReadonlyMap<string, string>;
  readonly sections: ReadonlySet<string>;
}

// Java's buffer for one line, with what ends it.
const maxLine = 512;
const attribute = /^([\w-]{1,70}): /;
const sectionName = /^name: /i;

/**
 * Parses a manifest as `java -jar` does; `undefined` where it refuses to: a line that is no attribute or too long, a line
 * that goes on from none. A last line without an end is not read, as Java does not.
 */
export function parseJavaManifest(bytes: Buffer): JavaManifest | undefined {
  const text = bytes.toString('latin1');
  const main = new Map<string, string>();
  const sections = new Set<string>();
  let isMain = true;
  for (const section of sectionsOf(text)) {
    const first = section[0] ?? '';
    if (!isMain && (!sectionName.test(first) || first.startsWith(' '))) return undefined;
    for (const line of section) {
      const [start, name] = attribute.exec(line) ?? [];
      if (start === undefined || name === undefined) return undefined;
      if (isMain) main.set(name.toLowerCase(), decoded(line.slice(start.length)));
    }
    if (!isMain) sections.add(decoded(first.slice('name: '.length)));
    isMain = false;
  }
  return isLauncherPleased(text) ? { main, sections } : undefined;
}

/** Reads the logical lines of each section, the main one (which may be empty) first; a line that Java cannot read is ' '. */
function* sectionsOf(text: string): Generator<readonly string[]> {
  let lines: string[][] = [];
  let isMain = true;
  const joined = () => lines.map((pieces) => pieces.join(''));
  for (const { line, isEnded, bytes } of linesOf(text)) {
    if (!isEnded) {
      // What an unended line goes on from is lost with it.
      if (line.startsWith(' ')) lines.pop();
      if (line.length >= maxLine) lines.push([' ']);
      break;
    }
    if (line === '') {
      if (isMain || lines.length > 0) yield joined();
      [lines, isMain] = [[], false];
      continue;
    }
    if (bytes > maxLine) lines.push([' ']);
    else if (line.startsWith(' ') && lines.length > 0) lines.at(-1)!.push(line.slice(1));
    else lines.push([line]);
  }
  if (isMain || lines.length > 0) yield joined();
}

interface Line {
  readonly line: string;
  readonly isEnded: boolean;
  /** The length with what ends it. */
  readonly bytes: number;
}

function* linesOf(text: string): Generator<Line> {
  let at = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    const next = end.index + end[0].length;
    yield { line: text.slice(at, end.index), isEnded: true, bytes: next - at };
    at = next;
  }
  if (at < text.length) yield { line: text.slice(at), isEnded: false, bytes: text.length - at };
}

/** Tells whether the native launcher, which reads the main section before Java does, up to the first NUL, takes it. */
function isLauncherPleased(text: string): boolean {
  const end = text.indexOf('\0');
  let previous: string | undefined;
  for (const { line, isEnded } of linesOf(end < 0 ? text : text.slice(0, end))) {
    if (line === '') break;
    if (line.startsWith(' ') && previous !== undefined) {
      if (!isEnded) return false;
      previous += line.slice(1);
      continue;
    }
    if (previous !== undefined && !isHeader(previous)) return false;
    previous = line;
  }
  return previous === undefined || isHeader(previous);
}

function isHeader(line: string): boolean {
  const colon = line.indexOf(':');
  return colon >= 0 && line[colon + 1] === ' ';
}

function decoded(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}
