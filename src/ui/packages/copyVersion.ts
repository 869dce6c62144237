import type { PackageNode } from '../../browse/nodes';
import { copyLines } from '../vscode/copyText';

/** Copies the versions of the packages, a line each. */
export async function copyVersion(nodes: readonly PackageNode[]): Promise<void> {
  await copyLines(nodes.map(({ known }) => known.version));
}
