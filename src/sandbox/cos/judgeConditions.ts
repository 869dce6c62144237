import type { IncomingHttpHeaders } from 'node:http';
import type { StoredObject } from './store';

/** The verdict of the conditions on a request; `unchanged`: the caller has the object as it is. */
export type Verdict = 'hold' | 'fail' | 'unchanged';

/**
 * Judges `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since`, each behind `prefix`, in the order of
 * RFC 9110: a time counts only where no ETag of the same kind is named.
 */
export function judgeConditions(headers: IncomingHttpHeaders, object: StoredObject, prefix = ''): Verdict {
  const match = headers[`${prefix}if-match`];
  if (match !== undefined && !names(match, object)) return 'fail';
  if (match === undefined && isNewer(object, headers[`${prefix}if-unmodified-since`]) === true) return 'fail';
  const none = headers[`${prefix}if-none-match`];
  if (none !== undefined) return names(none, object) ? 'unchanged' : 'hold';
  return isNewer(object, headers[`${prefix}if-modified-since`]) === false ? 'unchanged' : 'hold';
}

function names(value: string | string[], { etag }: StoredObject): boolean {
  const tags = String(value).split(',');
  return tags.some((tag) => tag.trim() === '*' || tag.trim() === etag);
}

/**
 * Tells whether the object is newer than a time; `undefined` where there is no time, or none that can be read. Times
 * are whole seconds, as `Last-Modified` is.
 */
function isNewer({ modifiedAt }: StoredObject, time: string | string[] | undefined): boolean | undefined {
  const than = Date.parse(String(time));
  return Number.isNaN(than) ? undefined : Math.floor(modifiedAt / 1000) * 1000 > than;
}
