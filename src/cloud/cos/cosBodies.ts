import type { Content, StoredPart } from '../../core/ports/objectStore';

/** The list of parts that completes a multipart upload. */
export function partList(parts: readonly StoredPart[]): Content {
  const listed = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(quoted(etag))}</ETag></Part>`,
  );
  return bodyOf(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
}

/** An ETag goes back as it came; one that was noted without its quotes gets them again. */
function quoted(etag: string): string {
  return etag.includes('"') ? etag : `"${etag}"`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
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
