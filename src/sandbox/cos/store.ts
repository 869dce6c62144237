import type { Landing } from '../fault';
import { Refusal } from '../refusal';

/** Bytes as they arrived, with their hashes. `md5` is hex. */
export interface Content {
  readonly chunks: readonly Buffer[];
  readonly size: number;
  readonly md5: string;
  readonly crc64: bigint;
}

/** The headers that are stored beside the bytes and returned with them, by name in lower case. */
export type KeptHeaders = Readonly<Record<string, string>>;

/**
 * One object. `etag` is quoted, `crc64` unsigned decimal, or empty as COS has none of old objects, `modifiedAt` epoch ms;
 * `kept` are headers that came with it.
 */
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
    readonly kept: KeptHeaders = {},
  ) {}

  /** All bytes in one piece: a copy where they arrived in several. */
  get bytes(): Buffer {
    const [only] = this.chunks;
    return only && this.chunks.length === 1 ? only : Buffer.concat(this.chunks);
  }
}

/** One part of an open upload. `modifiedAt` in epoch ms. */
export interface Part extends Content {
  readonly number: number;
  readonly modifiedAt: number;
  /** The ETag as COS returns it, quotes and all. */
  readonly etag: string;
  /** True for a part that was copied from an object without a CRC-64: COS has none of it either. */
  readonly lacksCrc64?: boolean;
}

/** A part that is made, and becomes one of its upload at the moment `landing`. */
export interface LatePart {
  readonly part: Part;
  readonly landing: Landing;
}

/** A multipart upload that was begun and is neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly kept?: KeptHeaders;
  readonly initiatedAt: number;
  readonly parts: Map<number, Part>;
  /** True while the parts are joined into the object: nothing else may happen to the upload. */
  joining?: boolean;
  late?: readonly LatePart[];
}

/** The bytes that a store keeps in memory unless told otherwise: the editor's process has to live with them. */
export const defaultCapacity = 2 * 1024 ** 3;

/**
 * Keeps every object of every bucket, and every open multipart upload: at most `capacity` bytes, those on their way
 * included.
 */
export class Store {
  #held = 0;
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  readonly #uploads = new Map<string, MultipartUpload>();

  constructor(private readonly capacity = defaultCapacity) {}

  /** Throws, in words for a person, where there is no room for `bytes` more. */
  checkRoom(bytes: number): void {
    if (this.#held + bytes > this.capacity) throw full(this.capacity);
  }

  /** Reserves room for bytes that arrive, until `release`. Throws as `checkRoom` does. */
  reserve(bytes: number): void {
    this.checkRoom(bytes);
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    return this.#buckets.get(bucket)?.get(key);
  }

  put(object: StoredObject): void {
    const objects = this.#buckets.get(object.bucket) ?? new Map<string, StoredObject>();
    this.#held += object.size - (objects.get(object.key)?.size ?? 0);
    this.#buckets.set(object.bucket, objects.set(object.key, object));
  }

  delete(bucket: string, key: string): void {
    this.release(this.get(bucket, key)?.size ?? 0);
    this.#buckets.get(bucket)?.delete(key);
  }

  /** Returns the object keys of one bucket, or of all, in the order of their UTF-8 bytes. */
  keys(bucket?: string): string[] {
    return this.objects(bucket).map((object) => object.key);
  }

  /** Returns the objects of one bucket, or of all, in the order of their keys. */
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

  /** Makes `part` one of the upload's; the last one under a number counts. */
  putPart(upload: MultipartUpload, part: Part): void {
    this.#held += part.size - (upload.parts.get(part.number)?.size ?? 0);
    upload.parts.set(part.number, part);
  }

  close(id: string): void {
    for (const part of this.#uploads.get(id)?.parts.values() ?? []) this.release(part.size);
    this.#uploads.delete(id);
  }
}

// No code of COS means it: this store has an end where COS has none, and who meets it must read why.
function full(capacity: number): Refusal {
  const size = capacity % 1024 ** 3 === 0 ? `${capacity / 1024 ** 3} GiB` : `${capacity} bytes`;
  const advice = 'Delete packages in it, or stop it and start it again, which empties it.';
  return new Refusal(413, 'SandboxFull', `The local sandbox keeps at most ${size} in memory. ${advice}`);
}

/** Compares two object keys in the order in which COS lists them. */
export function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
