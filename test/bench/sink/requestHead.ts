/** Bytes `[start, end)` of an object, named as its own path names it, that are to become a part; `etag`: if it still has that. */
export interface CopyOrder {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly etag: string | undefined;
}

/** What the sink needs to know of a request. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly bytes: number;
  readonly expectsContinue: boolean;
  readonly closes: boolean;
  readonly copy?: CopyOrder;
}

/** Reads the head of an HTTP/1.1 request, without the empty line at its end. */
export function readHead(text: string): RequestHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', target = ''] = first.split(' ');
  // Whoever takes this for a proxy names the host too.
  const [path = '', query = ''] = target.replace(/^http:\/\/[^/]*/, '').split('?');
  const headers = new Map(lines.map((line) => fieldOf(line)));
  const copy = copyOf(headers);
  return {
    method,
    path,
    query: new URLSearchParams(query),
    bytes: Number(headers.get('content-length') ?? 0),
    expectsContinue: headers.get('expect')?.toLowerCase() === '100-continue',
    closes: headers.get('connection')?.toLowerCase() === 'close',
    ...(copy && { copy }),
  };
}

/** The whole bucket is one here: only the path in it counts. */
function copyOf(headers: ReadonlyMap<string, string>): CopyOrder | undefined {
  const source = headers.get('x-cos-copy-source');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.get('x-cos-copy-source-range') ?? '') ?? [];
  if (source === undefined || first === undefined || last === undefined) return undefined;
  const etag = headers.get('x-cos-copy-source-if-match');
  return { path: source.slice(source.indexOf('/')), start: Number(first), end: Number(last) + 1, etag };
}

function fieldOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
