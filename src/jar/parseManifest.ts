import type { ManifestFlaw } from '../core/packageFacts';
import { ManifestLines, RefusedLineError } from './manifestLines';

const nameOfAttribute = /^[\w-]{1,70}$/;
const nameOfSection = /^name: /i;
const space = 0x20;

/** The main attributes of a manifest by their names in lower case; none where Java refuses it. */
export interface Manifest {
  readonly attributes: ReadonlyMap<string, string>;
  /** The names of its other sections. */
  readonly sections: readonly string[];
  readonly flaw?: ManifestFlaw;
}

/**
 * Parses a MANIFEST.MF as `java.util.jar.Manifest` does, also the sections that Java refuses all of it for: a line that
 * begins with a space continues the one before (also amid a character), of several attributes of one name the last counts,
 * the first empty line ends the main section, and a last line without an end is not read.
 */
export function parseManifest(bytes: Buffer): Manifest {
  const lines = new ManifestLines(bytes.toString('latin1'));
  const attributes = new Map<string, string>();
  try {
    const isEnded = readSection(lines, (name, value) => void attributes.set(name.toLowerCase(), decode(value)));
    const ignored = !isEnded && lines.hasMore ? { kind: 'ignoredLine' as const, line: lines.number + 1 } : undefined;
    const sections = readNamedSections(lines);
    return { attributes, sections, ...(ignored && { flaw: ignored }) };
  } catch (error) {
    if (!(error instanceof RefusedLineError)) throw error;
    return { attributes: new Map(), sections: [], flaw: { kind: 'refusedLine', line: error.line } };
  }
}

/** Reads attributes up to an empty line; tells whether there was one. */
function readSection(lines: ManifestLines, use: (name: string, value: string) => void): boolean {
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === '') return true;
    const colon = line.indexOf(':');
    const { number } = lines;
    if (colon < 0 || line[colon + 1] !== ' ' || line.startsWith(' ')) throw new RefusedLineError(number);
    const name = line.slice(0, colon);
    const value = readContinued(lines, line.slice(colon + 2));
    if (value === undefined) continue;
    if (!nameOfAttribute.test(name)) throw new RefusedLineError(number);
    use(name, value);
  }
  return false;
}

function readNamedSections(lines: ManifestLines): readonly string[] {
  const names: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === '') continue;
    if (!nameOfSection.test(line)) throw new RefusedLineError(lines.number);
    const name = readContinued(lines, line.slice('name: '.length));
    if (name !== undefined) names.push(decode(name));
    readSection(lines, () => undefined);
  }
  return names;
}

/** Joins a value with the lines that continue it; `undefined` when the last of them is no line. */
function readContinued(lines: ManifestLines, start: string): string | undefined {
  const pieces = [start];
  while (lines.continues) {
    const line = lines.next();
    if (line === undefined) return undefined;
    pieces.push(line.slice(1));
  }
  return pieces.join('');
}

// Java's own trim, which its launcher applies to the class: other white space belongs to the value.
function decode(value: string): string {
  let [start, end] = [0, value.length];
  while (start < end && value.charCodeAt(start) <= space) start++;
  while (end > start && value.charCodeAt(end - 1) <= space) end--;
  return Buffer.from(value.slice(start, end), 'latin1').toString('utf8');
}
