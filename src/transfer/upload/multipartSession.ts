import type { MultipartProgress } from './multipartProgress';
import type { MultipartUpload } from './multipartUpload';
import type { UploadContext } from './uploadContext';

/** One multipart upload while its parts are sent. */
export interface MultipartSession {
  readonly context: UploadContext;
  readonly upload: MultipartUpload;
  readonly parts: MultipartProgress;
  /** Aborts with the upload, and when one part has failed for good. */
  readonly signal: AbortSignal;
}

/** Reports how many bytes are sent. */
export function reportSent({ context, parts }: MultipartSession): void {
  context.progress.report({ stage: 'sending', sent: parts.sentBytes, total: context.file.bytes });
}
