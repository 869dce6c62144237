import type { Content, StoredPart } from '../../core/ports/objectStore';

/** Builds the body of CompleteMultipartUpload. */
export function partList(parts: readonly StoredPart[]): Content {
  const listed = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${escaped(quoted(etag))}</ETag></Part>`,
  );
  return bodyOf(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
}

/** Restores the quotes of an ETag that was saved without them. */
function quoted(etag: string): string {
  return etag.includes('"') ? etag : `"${etag}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Builds a body from a text. */
export function bodyOf(text: string): Content {
  const bytes = Buffer.from(text);
  return {
    bytes: bytes.length,
    async *pieces() {
      if (bytes.length > 0) yield await Promise.resolve(bytes);
    },
  };
}
