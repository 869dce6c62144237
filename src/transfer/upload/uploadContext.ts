import type { Reusable } from '../../core/delta/deltaPlan';
import type { Log } from '../../core/ports/log';
import type { ProgressContext } from '../../core/ports/progressContext';
import type { FileSource } from '../../hashing/fileSource';
import type { Reader } from '../../hashing/reader';
import type { Expected, Reported } from './compareStored';
import type { DamageWatch } from './damageWatch';
import type { MultipartUpload } from './multipartUpload';
import type { RemoteObject } from './remoteObject';
import type { UploadStart } from './uploadStart';

/** Everything that an upload has in COS, or may have, and would leave there if it ended now. */
export interface Leftovers {
  /** Multipart uploads that are neither completed nor aborted, by id. */
  readonly uploads: Map<string, MultipartUpload>;
  /** COS may have created another one, whose id was lost. */
  hasUnknownUpload: boolean;
  /** An object of these bytes may be there. */
  object: Expected | undefined;
  /** A stored object of this upload that is not what it must be, as COS reported it. */
  wrongObject: Reported | undefined;
}

/** The numbers of one session, for the log. */
export interface UploadStats {
  fileBytes: number;
  /** 1 for a single PUT; 0 until the upload is planned. */
  parts: number;
  resumedParts: number;
  copiedParts: number;
  /** Bytes that COS has confirmed in this session. */
  storedBytes: number;
}

/** The data of one running upload. */
export interface UploadContext {
  readonly object: RemoteObject;
  readonly file: FileSource;
  readonly reader: Pick<Reader, 'open' | 'borrow' | 'giveBack' | 'whenIdle'>;
  readonly damage: Pick<DamageWatch, 'checkSoFar' | 'checkAll'>;
  readonly progress: ProgressContext;
  readonly start: UploadStart;
  /** The ranges of the file that COS has already; never rejects. */
  readonly reusable: Promise<Reusable | undefined>;
  readonly log: Pick<Log, 'info'>;
  readonly leftovers: Leftovers;
  readonly stats: UploadStats;
}

/** Builds the leftovers of an upload that has sent nothing yet. */
export function noLeftovers(): Leftovers {
  return { uploads: new Map(), hasUnknownUpload: false, object: undefined, wrongObject: undefined };
}
