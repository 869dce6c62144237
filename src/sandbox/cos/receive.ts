import { Refusal } from '../refusal';
import { hash } from './hash';
import type { OperationRequest } from './operation';
import type { Content } from './store';

const MAX_BYTES = 5 * 1024 ** 3;

/**
 * Reads and hashes a body as it arrives, of a length that is told before or in chunks. Throws where neither is so, for a
 * too large length and for a wrong `Content-MD5`.
 */
export async function receive({ headers, body, store }: OperationRequest): Promise<Content> {
  if (headers['content-length'] === undefined && !headers['transfer-encoding']?.includes('chunked')) {
    throw new Refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const told = Number(headers['content-length'] ?? 0);
  if (told > MAX_BYTES) {
    throw new Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.');
  }
  store.checkRoom(told);
  const content = await hash(body, store);
  checkMd5(headers['content-md5'], content.md5);
  return content;
}

/**
 * Checks a `Content-MD5` against `digest`, in hex. Throws `InvalidDigest` for something that is no base64 MD5,
 * `BadDigest` for that of other bytes.
 */
export function checkMd5(claimed: string | string[] | undefined, digest: string): void {
  if (claimed === undefined) return;
  const bytes = Buffer.from(String(claimed), 'base64');
  if (bytes.length !== 16) {
    throw new Refusal(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.');
  }
  if (bytes.toString('hex') !== digest) {
    throw new Refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}
