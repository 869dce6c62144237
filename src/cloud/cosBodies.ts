import type { Content, StoredPart } from '../core/ports/objectStore';

/** The list of parts that completes a multipart upload. */
export function partList(parts: readonly StoredPart[]): Content {
  const listed = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(quoted(etag))}</ETag></Part>`,
  );
  return bodyOf(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
}

/** An opaque ETag as the store takes it back: whoever gave it may have left the quotes out. */
function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
