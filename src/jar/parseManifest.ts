const attribute = /^([\w-]{1,70}): ?(.*)$/s;

/**
 * The main attributes of a MANIFEST.MF, by their names in lower case, as the JAR specification reads it: lines end with
 * CRLF, LF or CR, a line that begins with a space goes on with the one before (also amid a character), and the first empty
 * line ends the main section. Lines that are no attribute are passed over.
 */
export function parseManifest(bytes: Buffer): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const line of mainLines(bytes.toString('latin1'))) {
    const [, name, value = ''] = attribute.exec(line) ?? [];
    if (name) attributes.set(name.toLowerCase(), Buffer.from(value, 'latin1').toString('utf8').trim());
  }
  return attributes;
}

function mainLines(text: string): readonly string[] {
  const lines: string[][] = [];
  for (const [, line = ''] of text.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    if (line === '') break;
    const last = lines.at(-1);
    if (line.startsWith(' ') && last) last.push(line.slice(1));
    else lines.push([line]);
  }
  return lines.map((pieces) => pieces.join(''));
}
