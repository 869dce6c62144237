import type { MultipartProgress } from './multipartProgress';
import type { MultipartUpload } from './multipartUpload';
import type { UploadContext } from './uploadContext';

/** One multipart upload while its parts are sent. */
export interface MultipartSession {
  readonly context: UploadContext;
  readonly upload: MultipartUpload;
  readonly parts: MultipartProgress;
  /** Aborts with the upload, and with `failing`, when one part has failed for good. */
  readonly signal: AbortSignal;
  readonly failing: Pick<AbortController, 'abort'>;
  /** Saves the present checkpoint; rejects never. */
  readonly save: () => Promise<void>;
}

/** Reports how many bytes are sent. */
export function reportSent({ context, parts }: MultipartSession): void {
  const { sentBytes: sent, reusedBytes: reused, copyingBytes: copying } = parts;
  const total = context.file.bytes - reused;
  context.progress.report({
    stage: 'sending',
    sent,
    total,
    ...(reused > 0 && { reused }),
    ...(copying > 0 && { copying }),
  });
}
