import type { RolloutRecord } from '../core/ports/rolloutRecords';
import type { DeployedPackage, UploadedPackage } from '../core/model';
import type { EnvironmentPlace } from '../core/place';
import type { RunningPackage } from './runningEnvironments';

/** The records of this machine that know of packages: those of one application's uploads, and of all deployments. */
export interface PackageRecords {
  readonly uploaded: readonly UploadedPackage[];
  readonly rollouts: readonly RolloutRecord[];
}

/** Adds to a package that runs who deployed and uploaded it, and its commit: by version and file name, none where records disagree. */
export function whatRuns(place: EnvironmentPlace, found: DeployedPackage, records: PackageRecords): RunningPackage {
  const rollout = rolloutOf(place, found, records.rollouts);
  const uploaded = uploadOf(found, records.uploaded);
  const uploadedBy = rollout?.plan.package.who ?? uploaded?.who;
  // What was deployed from here is known for certain; a version may have been uploaded again since.
  const origin = rollout ? rollout.plan.package.origin : uploaded?.origin;
  return {
    ...found,
    ...(rollout?.who && { deployedBy: rollout.who }),
    ...(uploadedBy && { uploadedBy }),
    ...(origin && { origin }),
  };
}

function rolloutOf(
  place: EnvironmentPlace,
  { version, packageName }: DeployedPackage,
  records: readonly RolloutRecord[],
): RolloutRecord | undefined {
  const inPlace = records.filter(
    ({ plan: { target, environment } }) =>
      target.accountId === place.accountId &&
      target.region === place.region &&
      target.applicationId === place.applicationId &&
      environment.id === place.environmentId,
  );
  const [last] = inPlace.filter(hasRun).sort((a, b) => b.begunAt - a.begunAt);
  const planned = last?.plan.package;
  return planned?.version === version && planned.packageName === packageName ? last : undefined;
}

/** Tells whether what was planned runs where its version is seen to run: not where it never began, or was taken back. */
function hasRun({ end }: RolloutRecord): boolean {
  return end?.kind !== 'notBegun' && end?.kind !== 'undone';
}

function uploadOf(
  { version, packageName, deployedAt }: DeployedPackage,
  records: readonly UploadedPackage[],
): UploadedPackage | undefined {
  const same = records
    .filter((one) => one.version === version && one.packageName === packageName)
    .sort((a, b) => b.uploadedAt - a.uploadedAt);
  const [newest, ...others] = same;
  const hasOneCommit = others.every(({ origin }) => origin?.commit === newest?.origin?.commit);
  // Of a version that was uploaded again from another commit the one counts that was there when it was deployed.
  return hasOneCommit ? newest : same.find(({ uploadedAt }) => deployedAt !== undefined && uploadedAt <= deployedAt);
}
