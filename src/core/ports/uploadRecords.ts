import type { Target, UploadedPackage } from '../model';

/** The product's own record of what it uploaded. */
export interface UploadRecords {
  add(uploaded: UploadedPackage): Promise<void>;
  of(target: Pick<Target, 'accountId' | 'region' | 'applicationId'>): readonly UploadedPackage[];
}
