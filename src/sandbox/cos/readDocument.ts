import { createHash } from 'node:crypto';
import { Refusal } from '../refusal';
import type { OperationRequest } from './operation';
import { checkMd5 } from './receive';

// Ten thousand parts and a thousand of the longest keys are less.
const MOST = 8 * 1024 * 1024;

/**
 * Reads the XML that comes with a request. The XML takes no room of the store, which may be full of the parts or
 * objects to join or to remove. Throws `MalformedXML` beyond 8 MB, and for a wrong `Content-MD5`.
 */
export async function readDocument({ body, headers }: OperationRequest): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    if (body.received > MOST) throw new Refusal(400, 'MalformedXML', 'The XML you provided is too long.');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  checkMd5(headers['content-md5'], createHash('md5').update(bytes).digest('hex'));
  return bytes.toString();
}
