import type { PackageOrigin, UploadedPackage } from '../../core/model';
import { visible } from '../../core/visible';
import type { GitRepository } from '../vscode/gitApi';

/** Origin of a package: who uploads it, and the commit it was built from. */
export type Provenance = Pick<UploadedPackage, 'who' | 'origin'>;

/** The state of a repository; of its changes only their number counts. */
type OriginState = {
  readonly [Key in keyof GitRepository['state']]: Key extends 'HEAD' ? GitRepository['state'][Key] : readonly unknown[];
};

const maxNameLength = 200;

/**
 * Makes an origin of what git says. A repository may bring its own configuration, and both are kept with each upload, in notes and
 * records of all windows: as much of them is taken as a person reads.
 */
export function provenanceOf(accountName: string, person: string, state: OriginState): Provenance {
  const origin = originOf(state);
  const name = visible(person, maxNameLength);
  return { who: name ? `${name} (${accountName})` : accountName, ...(origin && { origin }) };
}

function originOf({
  HEAD,
  mergeChanges,
  indexChanges,
  workingTreeChanges,
  untrackedChanges = [],
}: OriginState): PackageOrigin | undefined {
  if (!HEAD?.commit || !/^[0-9a-f]{4,64}$/i.test(HEAD.commit)) return undefined;
  const changes = [mergeChanges, indexChanges, workingTreeChanges, untrackedChanges];
  const isDirty = changes.some(({ length }) => length > 0);
  return { commit: HEAD.commit, ...(HEAD.name && { branch: visible(HEAD.name, maxNameLength) }), isDirty };
}
