/** What the sink needs to know of a request. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bytes: number;
  readonly expectsContinue: boolean;
  readonly closes: boolean;
}

/** Reads the head of an HTTP/1.1 request, without the empty line at its end. */
export function readHead(text: string): RequestHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  // Whoever takes this for a proxy names the host too.
  const [path = '', query = ''] = target.replace(/^http:\/\/[^/]*/, '').split('?');
  const headers = new Map(lines.map((line) => fieldOf(line)));
  return {
    method,
    path,
    query: new URLSearchParams(query),
    bytes: Number(headers.get('content-length') ?? 0),
    expectsContinue: headers.get('expect')?.toLowerCase() === '100-continue',
    closes: headers.get('connection')?.toLowerCase() === 'close',
  };
}

function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
