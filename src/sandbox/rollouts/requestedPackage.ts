import type { Conditions } from '../conditions';
import type { Store } from '../cos/store';
import { Refusal } from '../refusal';
import { type Account, type Application, bucketOf, packagePrefix, type Region } from '../world';

/**
 * Returns the file name of the package that a rollout asks for, by its full path in COS or as `/name.jar`; empty for an image.
 * Throws the documented errors for one that is not named, named in another form than the conditions have it, or not in COS.
 */
export function requestedPackage({
  account,
  region,
  application,
  conditions,
  store,
  version,
  asked,
}: {
  readonly account: Account;
  readonly region: Region;
  readonly application: Application;
  readonly conditions: Pick<Conditions, 'rollout'>;
  readonly store: Store;
  readonly version: string;
  readonly asked: string;
}): string {
  if (application.deployMode === 'IMAGE') return '';
  const { packageNameForm, packageNameCode } = conditions.rollout;
  if (!asked) throw new Refusal(200, 'MissingParameter.PkgNameNull', 'The request is missing `PackageName`.');
  const path = asked.replace(/^\//, '');
  const isFullPath = path.includes('/');
  const isTaken = packageNameForm === 'either' || (packageNameForm === 'fullPath') === isFullPath;
  if (!isTaken || (packageNameForm === 'name' && !asked.startsWith('/'))) {
    throw new Refusal(200, packageNameCode, `The package ${asked} is not named as it should be.`);
  }
  const home = `${packagePrefix(account, application.id)}${version}/`;
  const key = isFullPath ? path : `${home}${path}`;
  if (!key.startsWith(home) || !store.get(bucketOf(account, region.id), key)) {
    throw new Refusal(200, 'InternalError.DeployVersionError', `No package ${asked} of version ${version} is found.`);
  }
  return key.slice(home.length);
}
