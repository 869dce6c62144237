import type { PackageReader } from '../core/ports/packageReader';
import { checkArchive } from './check/checkArchive';
import { verifyInThread } from './check/verifyInThread';
import { comparePackages } from './comparePackages';
import { glance } from './glance';
import { readPackageFacts } from './readPackageFacts';
import { withFile } from './withFile';

/** The reader of packages, which reads their directory and a few entries. */
export const packageReader: PackageReader = {
  facts: readPackageFacts,
  glance,
  check: checkArchive,
  verify: verifyInThread,
  compare: comparePackages,
  withFile,
};
