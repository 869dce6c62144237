import type { CheckReport } from '../../core/packageCheck/checkReport';
import type { Finding } from '../../core/packageCheck/finding';

/** A file of this machine that was checked, and the findings that a person is asked about. `path` is absolute. */
export interface CheckedFile {
  readonly path: string;
  readonly report: CheckReport;
  readonly findings: readonly Finding[];
}

/** Gives the path of the package of the same build that is meant instead; `undefined` where this one is. */
export function meantInstead({ findings }: Pick<CheckedFile, 'findings'>): string | undefined {
  return findings.flatMap((one) => (one.kind === 'notMeant' && one.meant) || [])[0];
}
