import type { Content, StoredPart } from '../core/ports/objectStore';

/** The list of parts that completes a multipart upload. */
export function partList(parts: readonly StoredPart[]): Content {
  // An ETag was compared with an MD5 before it came here: it needs no escaping.
  const listed = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag></Part>`,
  );
  return bodyOf(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
}

/** Words as a body. */
export function bodyOf(words: string): Content {
  const bytes = Buffer.from(words);
  return {
    bytes: bytes.length,
    async *pieces() {
      if (bytes.length > 0) yield await Promise.resolve(bytes);
    },
  };
}
