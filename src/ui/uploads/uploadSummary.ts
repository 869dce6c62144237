import type { UploadedPackage } from '../../core/model';
import { byReason } from '../messages/byReason';
import type { Upload, UploadEnd } from './upload';

/** An upload that failed, and is not tried again yet. */
export interface FailedMember {
  readonly upload: Upload;
  readonly error: unknown;
}

/**
 * Outcome of uploads that were started together, as it is said once they have ended. Of what a person cancelled nothing is said, nor of what
 * failed and was tried again meanwhile.
 */
export type UploadSummary =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'finished'; readonly uploaded: readonly [UploadedPackage, ...UploadedPackage[]] }
  | { readonly kind: 'partly'; readonly uploaded: readonly UploadedPackage[]; readonly failed: readonly FailedMember[] }
  /** All failed that were not cancelled. `isOneReason`: for the same reason. */
  | {
      readonly kind: 'failed';
      readonly failed: readonly [FailedMember, ...FailedMember[]];
      readonly isOneReason: boolean;
    };

/** Sums up how uploads that were started together have ended. */
export function uploadSummary(ends: readonly { readonly upload: Upload; readonly end: UploadEnd }[]): UploadSummary {
  const uploaded = ends.flatMap(({ end }) => (end.kind === 'finished' ? [end.uploaded] : []));
  const failed = ends.flatMap(({ upload, end }) =>
    end.kind === 'failed' && upload.state === end ? [{ upload, error: end.error }] : [],
  );
  const [firstUploaded, ...otherUploaded] = uploaded;
  const [firstFailed, ...otherFailed] = failed;
  if (firstUploaded && firstFailed) return { kind: 'partly', uploaded, failed };
  if (firstUploaded) return { kind: 'finished', uploaded: [firstUploaded, ...otherUploaded] };
  if (!firstFailed) return { kind: 'nothing' };
  return { kind: 'failed', failed: [firstFailed, ...otherFailed], isOneReason: byReason(failed).length === 1 };
}
