import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';
import type { World } from '../world';

/**
 * The bucket, object key and query that a request's URL and Host name. `path` is decoded as a whole; names in `query`
 * are lower case.
 */
export interface Address {
  /** The bucket; absent when neither Host nor path name one: the credential that signs decides. */
  readonly bucket?: string;
  readonly key: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
}

const BUCKET = /^[a-z0-9][a-z0-9-]{0,100}-\d{5,20}$/;

/**
 * Reads host-style, path-style and bucketless addresses, also written out in full as to a proxy. Throws `InvalidURI` for a
 * URL that cannot be decoded or names another host than Host.
 */
export function readAddress(world: World, request: IncomingMessage): Address {
  const [rawPath = '/', ...rest] = withinHost(request).split('?');
  const path = decode(rawPath);
  const query = readQuery(rest.join('?'));
  const label = (request.headers.host ?? '').split(/[.:]/)[0]?.toLowerCase() ?? '';
  if (BUCKET.test(label) || world.hasBucket(label)) return { bucket: label, key: path.slice(1), path, query };
  const [, first = '', key = ''] = /^\/([^/]{0,1000})\/?(.{0,10000})$/s.exec(path) ?? [];
  if (world.hasBucket(first)) return { bucket: first, key, path, query };
  return { key: path.slice(1), path, query };
}

/** Returns the target of a request without the host. */
function withinHost({ url = '', headers }: IncomingMessage): string {
  if (url.startsWith('/')) return url;
  const origin = `http://${headers.host ?? ''}`;
  if (url.slice(0, origin.length).toLowerCase() === origin.toLowerCase() && url[origin.length] === '/') {
    return url.slice(origin.length);
  }
  throw new Refusal(400, 'InvalidURI', 'The request names another host than its Host header.');
}

function readQuery(text: string): ReadonlyMap<string, string> {
  const fields = text.split('&').filter((field) => field !== '');
  return new Map(
    fields.map((field) => {
      const at = field.includes('=') ? field.indexOf('=') : field.length;
      return [decodeField(field.slice(0, at)).toLowerCase(), decodeField(field.slice(at + 1))];
    }),
  );
}

/**
 * Decodes a name or value of a query. In a query, not in a path, a plus is a space: Tencent's SDKs for Python and Go
 * write spaces so, and sign them as spaces.
 */
function decodeField(text: string): string {
  return decode(text.replaceAll('+', ' '));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'InvalidURI', 'Could not parse the specified URI.');
  }
}
