/** A package that the store has: the file at `file`, uploaded before. */
export interface Base {
  readonly key: string;
  readonly etag: string;
  readonly file: string;
}

/**
 * One upload to make: the file at `path` into `key` of the store at `url` (`http://127.0.0.1:port`). `base`: what its bytes may be
 * copied from, by who can do that.
 */
export interface Task {
  readonly path: string;
  readonly bytes: number;
  readonly url: string;
  readonly key: string;
  readonly base?: Base;
}

/** What another program used, where the upload is not made in this process. Bytes and ms. */
export interface Outside {
  readonly ms: number;
  readonly cpuMs?: number;
  readonly peakRss?: number;
}

/** Makes one upload; throws where it fails. */
export type Upload = (task: Task) => Promise<Outside | void>;

/** A way to upload. `open` loads what is loaded long before an upload begins. */
export interface Contestant {
  open(): Promise<Upload>;
  /** Loads what else the first upload loads. */
  loadRest?(): Promise<void>;
}

export const bucket = 'bench-1250000000';
export const region = 'ap-guangzhou';
export const credential = { secretId: 'AKIDbench', secretKey: 'bench', token: 'bench' };
