import type { PackageReader } from '../core/ports/packageReader';
import { checkArchive } from './check/checkArchive';
import { VerifyThread } from './check/verifyThread';
import { comparePackages } from './comparePackages';
import { glance } from './glance';
import { readPackageFacts } from './readPackageFacts';
import { withFile } from './withFile';

const thread = new VerifyThread();

/** The reader of packages, which reads their directory and a few entries. */
export const packageReader: PackageReader = {
  facts: readPackageFacts,
  glance,
  check: checkArchive,
  verify: (...one) => thread.verify(...one),
  compare: comparePackages,
  withFile,
};
