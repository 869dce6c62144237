import type { StoredSums } from '../../core/ports/objectStore';
import type { Sums } from '../../hashing/runningSums';

const repeatableEtag = /^[\x21-\x7e]{1,256}$/;

/** Tells whether COS stored bytes of these sums: by CRC-64, for want of one by the MD5 that an ETag may be; else `undefined`. */
export function isOfSums({ crc64, etag = '' }: StoredSums, sums: Sums): boolean | undefined {
  if (crc64 !== undefined) return crc64 === String(sums.crc64);
  const md5 = md5OfEtag(etag);
  return md5 === undefined ? undefined : md5 === sums.md5;
}

/** Returns an ETag or, where that cannot be sent back, what it most likely is. */
export function etagToSend({ etag = '' }: StoredSums, { md5 }: Sums): string {
  return isRepeatable(etag) ? etag : `"${md5}"`;
}

/** Tells whether an ETag can be sent back. */
export function isRepeatable(etag: string): boolean {
  return repeatableEtag.test(etag);
}

/** Reads the MD5 that an ETag may be, in lower case; `undefined` for one that can be none. */
export function md5OfEtag(etag: string): string | undefined {
  const md5 = bareEtag(etag).toLowerCase();
  return /^[0-9a-f]{32}$/.test(md5) ? md5 : undefined;
}

/** Returns an ETag as it was before something on the way may have weakened or quoted it. */
export function bareEtag(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"|"$/g, '');
}
