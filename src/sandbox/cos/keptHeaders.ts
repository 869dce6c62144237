import type { IncomingHttpHeaders } from 'node:http';
import type { KeptHeaders } from './store';

const NAMES = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires'];

// What COS infers of packages and of what lies beside them; anything else is bytes.
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  gz: 'application/gzip',
  html: 'text/html',
  jar: 'application/java-archive',
  js: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  png: 'image/png',
  tar: 'application/x-tar',
  txt: 'text/plain',
  war: 'application/java-archive',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** Returns the headers of a request that are stored with the object: the documented five and `x-cos-meta-*`. */
export function keptHeaders(headers: IncomingHttpHeaders): KeptHeaders {
  const kept = Object.entries(headers).filter(
    ([name, value]) => value && (NAMES.includes(name) || name.startsWith('x-cos-meta-')),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** Returns the type that a request names, or the one that the ending of its object key has. */
export function contentTypeOf(headers: IncomingHttpHeaders, key: string): string {
  const ending = key.slice(key.lastIndexOf('.') + 1).toLowerCase();
  return headers['content-type'] || (TYPES[ending] ?? 'application/octet-stream');
}
