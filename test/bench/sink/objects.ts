import type { HeldObjects } from './heldObjects';
import type { KnownSums, Sums } from './knownSums';
import type { CopyOrder, RequestHead } from './requestHead';

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

  constructor(
    private readonly known: KnownSums,
    private readonly held: HeldObjects,
  ) {}

  /** Makes a part of bytes of an object that is held. */
  copy({ query }: RequestHead, order: CopyOrder): Answer {
    const parts = this.uploads.get(query.get('uploadId') ?? '');
    const sums = parts && this.held.sums(order);
    if (!sums) return absent;
    if (sums === 'changed') return { ...xml('Error', '<Code>PreconditionFailed</Code>'), status: 412 };
    parts.set(Number(query.get('partNumber')), sums);
    const etag = `"${sums.md5}"`;
    const answer = xml('CopyPartResult', `<ETag>${etag}</ETag>`);
    return { ...answer, headers: { ...answer.headers, 'x-cos-hash-crc64ecma': String(sums.crc64) } };
  }

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
/** What a key is told that may not copy. */
export const refused: Answer = { ...xml('Error', '<Code>AccessDenied</Code>'), status: 403 };
const absent: Answer = { ...xml('Error', '<Code>NoSuchKey</Code>'), status: 404 };
