import type { KnownSums, Sums } from './knownSums';
import type { RequestHead } from './requestHead';

/** An answer; `body` is XML or nothing. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As much of COS as an upload asks for: sums are kept, bytes are not. */
export class Objects {
  private readonly uploads = new Map<string, Map<number, Sums>>();
  private readonly stored = new Map<string, { readonly bytes: number; readonly headers: Record<string, string> }>();
  private nextId = 1;

  constructor(private readonly known: KnownSums) {}

  answer({ method, path, query }: RequestHead, body: Sums): Answer {
    const uploadId = query.get('uploadId');
    if (method === 'PUT') {
      if (uploadId) this.uploads.get(uploadId)?.set(Number(query.get('partNumber')), body);
      const headers = sumHeaders(`"${body.md5}"`, String(body.crc64));
      if (!uploadId) this.stored.set(path, { bytes: body.size, headers });
      return { status: 200, headers };
    }
    if (method === 'POST') return uploadId ? this.complete(path, uploadId) : this.begin(path);
    if (method === 'HEAD') {
      const found = this.stored.get(path);
      return found ? { status: 200, headers: { ...found.headers, 'Content-Length': String(found.bytes) } } : absent;
    }
    if (method === 'DELETE') {
      if (uploadId) this.uploads.delete(uploadId);
      else this.stored.delete(path);
      return { status: 204 };
    }
    return query.has('uploads') ? noUploads : absent;
  }

  private begin(path: string): Answer {
    const id = `upload-${this.nextId++}`;
    this.uploads.set(id, new Map());
    return xml('InitiateMultipartUploadResult', `<Key>${path.slice(1)}</Key><UploadId>${id}</UploadId>`);
  }

  private complete(path: string, uploadId: string): Answer {
    const parts = this.uploads.get(uploadId);
    if (!parts) return absent;
    this.uploads.delete(uploadId);
    const inOrder = [...parts].sort(([a], [b]) => a - b).map(([, sums]) => sums);
    const etag = `"${uploadId}-${parts.size}"`;
    const headers = sumHeaders(etag, this.known.join(inOrder));
    this.stored.set(path, { bytes: inOrder.reduce((sum, { size }) => sum + size, 0), headers });
    const answer = xml('CompleteMultipartUploadResult', `<Key>${path.slice(1)}</Key><ETag>${etag}</ETag>`);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
}

function sumHeaders(etag: string, crc64: string): Record<string, string> {
  return { ETag: etag, 'x-cos-hash-crc64ecma': crc64 };
}

function xml(root: string, content: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`;
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body };
}

const noUploads = xml('ListMultipartUploadsResult', '<IsTruncated>false</IsTruncated>');
const absent: Answer = { ...xml('Error', '<Code>NoSuchKey</Code>'), status: 404 };
