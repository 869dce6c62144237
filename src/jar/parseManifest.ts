const nameOfAttribute = /^([\w-]{1,70}): ?/;

/**
 * Parses the main attributes of a MANIFEST.MF, by their names in lower case, as the JAR specification has it: lines end
 * with CRLF, LF or CR, a line that begins with a space continues the one before (also amid a character), and the first
 * empty line ends the main section. Lines that are no attribute are skipped.
 */
export function parseManifest(bytes: Buffer): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const line of mainLines(bytes.toString('latin1'))) {
    const [start = '', name] = nameOfAttribute.exec(line) ?? [];
    if (!name) continue;
    const value = Buffer.from(line.slice(start.length), 'latin1').toString('utf8').trim();
    attributes.set(name.toLowerCase(), value);
  }
  return attributes;
}

function mainLines(text: string): readonly string[] {
  const lines: string[][] = [];
  for (const line of linesOf(text)) {
    if (line === '') break;
    const last = lines.at(-1);
    if (line.startsWith(' ') && last) last.push(line.slice(1));
    else lines.push([line]);
  }
  return lines.map((pieces) => pieces.join(''));
}

// One by one: what stands behind the main section may be megabytes.
function* linesOf(text: string): Generator<string> {
  let at = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    yield text.slice(at, end.index);
    at = end.index + end[0].length;
  }
  yield text.slice(at);
}
