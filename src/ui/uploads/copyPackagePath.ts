import type { PackageNode } from '../../browse/nodes';
import { copyLines } from '../vscode/copyText';
import type { FinishedUpload } from './upload';
import { storedKey } from './uploadFilters';

/** Copies the keys of the packages' objects in COS, a line each. */
export async function copyPackagePath(nodes: readonly (PackageNode | FinishedUpload)[]): Promise<void> {
  await copyLines(nodes.flatMap((node) => storedKey(node) ?? []));
}
