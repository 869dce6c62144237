import { AppError } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import type {
  Content,
  CreatedUpload,
  ListedPart,
  ObjectStore,
  StoredPart,
  StoredSums,
  UploadIdRequest,
} from '../../core/ports/objectStore';
import type { Reported } from './compareStored';
import { isSamePlace } from './grantProvider';
import type { Attempt, AttemptOptions, RemoteObject, Transfer } from './remoteObject';

/**
 * Thrown when uploaded parts cannot be used: COS no longer has the upload id, a renewed grant names another place, or, with
 * `isOfCopies`, COS does not take parts some of which were copied. `cause` is rethrown after the last restart.
 */
export class RestartRequiredError extends Error {
  override readonly name = 'RestartRequiredError';
  constructor(
    override readonly cause: AppError,
    readonly isOfCopies = false,
  ) {
    super(cause.message);
  }
}

/** One part to upload. `accept`, `onStart` and `onSent` as in `Transfer`. */
export interface PartUpload<T> extends Pick<Transfer<T>, 'accept' | 'onStart' | 'onSent'> {
  readonly number: number;
  readonly content: Content;
}

/** One part to copy: bytes `[start, end)` of `base`. */
export interface PartCopy extends Omit<Parameters<ObjectStore['copyPart']>[0], keyof UploadIdRequest> {
  readonly patienceMs: number;
}

/** One multipart upload to the object: requests bound to its id. All but `abort` throw `RestartRequiredError`. */
export class MultipartUpload {
  private constructor(
    private readonly object: RemoteObject,
    readonly uploadId: string,
    /** The grant that it was created with. */
    readonly grant: UploadGrant,
  ) {}

  /** Creates a multipart upload; `observe` runs each attempt. */
  static create(
    object: RemoteObject,
    observe: (create: () => Promise<CreatedUpload>) => Promise<CreatedUpload>,
    { signal }: Pick<AttemptOptions, 'signal'>,
  ): Promise<MultipartUpload> {
    const attempt: Attempt<MultipartUpload> = async (store, request, options) => {
      const { uploadId } = await observe(() => store.createUpload(request, options));
      return new MultipartUpload(object, uploadId, request.grant);
    };
    return object.request(attempt, { signal });
  }

  /** Takes up a multipart upload that was created before. */
  static resume(object: RemoteObject, uploadId: string): MultipartUpload {
    return new MultipartUpload(object, uploadId, object.grant);
  }

  uploadPart<T>({ number, content, ...transfer }: PartUpload<T>, options: Pick<AttemptOptions, 'signal'>): Promise<T> {
    const { uploadId } = this;
    const send: Transfer<StoredSums>['send'] = (store, request, sending) =>
      this.guard(request.grant, () => store.uploadPart({ ...request, uploadId, number, content }, sending));
    return this.object.transfer({ content, send, ...transfer }, options);
  }

  /**
   * Has COS make one part of bytes of another object, in one attempt of at most `patienceMs`. That the upload is gone cannot be told
   * from a base that is: neither throws `RestartRequiredError`.
   */
  copyPart({ patienceMs, ...copy }: PartCopy, { signal }: Pick<AttemptOptions, 'signal'>): Promise<StoredSums> {
    const { uploadId } = this;
    const attempt: Attempt<StoredSums> = async (store, request, options) => {
      this.checkPlace(request.grant);
      return store.copyPart({ ...request, uploadId, ...copy }, options);
    };
    return this.object.requestOnce(attempt, { signal, patienceMs });
  }

  listParts(options: AttemptOptions): Promise<readonly ListedPart[]> {
    const { uploadId } = this;
    return this.request((store, request, asking) => store.listParts({ ...request, uploadId }, asking), options);
  }

  /** Joins the parts into the object. `recover` is called as in `Transfer`. */
  complete(
    {
      parts,
      recover,
    }: { readonly parts: readonly StoredPart[]; readonly recover: (error: unknown) => Promise<Reported> },
    options: AttemptOptions,
  ): Promise<Reported> {
    const { uploadId } = this;
    const attempt: Attempt<Reported> = (store, request, asking) =>
      store.completeUpload({ ...request, uploadId, parts }, asking).catch(recover);
    return this.request(attempt, options);
  }

  /** Drops the upload with its parts, without retries; `false` where COS did not know it. */
  abort(options: Pick<AttemptOptions, 'signal'>): Promise<boolean> {
    const { object, grant, uploadId } = this;
    const attempt: Attempt<boolean> = (store, request, asking) => store.abortUpload({ ...request, uploadId }, asking);
    // What was created at another place can only be ended with the grant for that place.
    if (!isSamePlace(grant, object.grant)) return object.requestWith(grant, attempt, options);
    return object.request(attempt, { ...options, maxAttempts: 1 });
  }

  private request<T>(attempt: Attempt<T>, options: AttemptOptions): Promise<T> {
    const guarded: Attempt<T> = (store, request, asking) =>
      this.guard(request.grant, () => attempt(store, request, asking));
    return this.object.request(guarded, options);
  }

  private async guard<T>(grant: UploadGrant, work: () => Promise<T>): Promise<T> {
    this.checkPlace(grant);
    return work().catch((error: unknown) => {
      throw isUploadGone(error) ? new RestartRequiredError(error) : error;
    });
  }

  private checkPlace(grant: UploadGrant): void {
    if (isSamePlace(grant, this.grant)) return;
    const detail = 'CreateCosToken named another place when it renewed the grant';
    throw new RestartRequiredError(new AppError('invalidResponse', detail));
  }
}

/** Tells whether COS has nothing of the upload. */
export function isUploadGone(error: unknown): error is AppError {
  return error instanceof AppError && (error.failure === 'uploadGone' || error.failure === 'notFound');
}
