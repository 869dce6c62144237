const letters: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** Parses the keys and values of a `.properties` file as `java.util.Properties` does, from UTF-8. */
export function parseProperties(bytes: Buffer): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(bytes.toString('utf8'))) {
    const end = endOfKey(line);
    const rest = line.slice(end).trimStart();
    const value = rest.startsWith('=') || rest.startsWith(':') ? rest.slice(1).trimStart() : rest;
    properties.set(unescape(line.slice(0, end)), unescape(value));
  }
  return properties;
}

/** Finds the end of a key: a sign or white space without a backslash before it. */
function endOfKey(line: string): number {
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (/[=:\s]/.test(line[at] ?? '')) return at;
  }
  return line.length;
}

// An odd number of backslashes at its end joins a line with the next one, less its indent; a comment joins with nothing.
function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open: string[] = [];
  for (const natural of text.split(/\r\n|\n|\r/)) {
    const line = natural.trimStart();
    if (open.length === 0 && (line === '' || /^[#!]/.test(line))) continue;
    const goesOn = backslashesAtEnd(line) % 2 === 1;
    open.push(goesOn ? line.slice(0, -1) : line);
    if (goesOn) continue;
    lines.push(open.join(''));
    open = [];
  }
  return open.length > 0 ? [...lines, open.join('')] : lines;
}

function backslashesAtEnd(line: string): number {
  let at = line.length;
  while (line[at - 1] === '\\') at--;
  return line.length - at;
}

function unescape(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, code: string | undefined, letter = '') =>
    code ? String.fromCharCode(parseInt(code, 16)) : (letters[letter as string] ?? (letter as string)),
  );
}
