/** Bytes as they arrived, and what they hash to. `md5` is hex. */
export interface Content {
  readonly chunks: readonly Buffer[];
  readonly size: number;
  readonly md5: string;
  readonly crc64: bigint;
}

/** One object. `etag` is quoted, `crc64` unsigned decimal, `modifiedAt` epoch ms. */
export class StoredObject {
  constructor(
    readonly bucket: string,
    readonly key: string,
    readonly chunks: readonly Buffer[],
    readonly size: number,
    readonly etag: string,
    readonly crc64: string,
    readonly contentType: string,
    readonly modifiedAt: number,
  ) {}

  /** All of it in one piece: a copy where it arrived in several. */
  get bytes(): Buffer {
    const [only] = this.chunks;
    return only && this.chunks.length === 1 ? only : Buffer.concat(this.chunks);
  }
}

/** One part of an open upload. `modifiedAt` in epoch ms. */
export interface Part extends Content {
  readonly number: number;
  readonly modifiedAt: number;
  /** As it is answered, quotes and all. */
  readonly etag: string;
}

/** An upload that was begun and is neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly initiatedAt: number;
  readonly parts: Map<number, Part>;
}

/** Every object of every bucket, and every open multipart upload. */
export class Store {
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  readonly #uploads = new Map<string, MultipartUpload>();

  get(bucket: string, key: string): StoredObject | undefined {
    return this.#buckets.get(bucket)?.get(key);
  }

  put(object: StoredObject): void {
    const objects = this.#buckets.get(object.bucket) ?? new Map<string, StoredObject>();
    this.#buckets.set(object.bucket, objects.set(object.key, object));
  }

  delete(bucket: string, key: string): void {
    this.#buckets.get(bucket)?.delete(key);
  }

  /** The keys of one bucket, or of all, in the order of their UTF-8 bytes. */
  keys(bucket?: string): string[] {
    return this.objects(bucket).map((object) => object.key);
  }

  /** The objects of one bucket, or of all, in the order of their keys. */
  objects(bucket?: string): StoredObject[] {
    const buckets = bucket === undefined ? [...this.#buckets.values()] : [this.#buckets.get(bucket)];
    const found = buckets.flatMap((objects) => [...(objects?.values() ?? [])]);
    return found.sort((a, b) => byUtf8(a.key, b.key));
  }

  /** Open multipart uploads, in the order of their keys and then of their beginnings. */
  get uploads(): readonly MultipartUpload[] {
    return [...this.#uploads.values()].sort((a, b) => byUtf8(a.key, b.key) || (a.id < b.id ? -1 : 1));
  }

  upload(id: string): MultipartUpload | undefined {
    return this.#uploads.get(id);
  }

  open(upload: MultipartUpload): void {
    this.#uploads.set(upload.id, upload);
  }

  close(id: string): void {
    this.#uploads.delete(id);
  }
}

/** The order in which COS lists keys. */
export function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
