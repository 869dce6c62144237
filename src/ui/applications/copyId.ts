import type { ApplicationNode } from '../../browse/nodes';
import { copyLines } from '../vscode/copyText';

/** Copies the ids of the applications, a line each. */
export async function copyId(nodes: readonly ApplicationNode[]): Promise<void> {
  await copyLines(nodes.map(({ application }) => application.id));
}
