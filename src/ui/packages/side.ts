import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { storedAt } from '../../core/knownPackages';
import type { ByteSource, PackageReader } from '../../core/ports/packageReader';
import { nodeKey } from '../../browse/nodeId';
import type { PackageNode } from '../../browse/nodes';
import { withCancel } from '../vscode/withCancel';

/** A package to look into, wherever it lies. */
export interface Side {
  /** In titles: `orders-1.4.2.jar`, with its version where it is TEM's. */
  readonly name: string;
  /** Origin, in words, for a person who compares two. */
  readonly place: string;
  /** Folder or application that has it; tells equal titles apart. */
  readonly below: string;
  /** Tells it from every other package, also from one of this name. */
  readonly key: string;
  /** Time of the build, or of storing, epoch ms; 0 where nobody knows. */
  readonly at: number;
  /** True where reading takes no time that a person would notice. */
  readonly isHere: boolean;
  /** Opens it for the time of `use`. */
  read<T>(use: (source: ByteSource) => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Opens a stored package, to be read by ranges. */
export type OpenStored = (node: PackageNode, signal: AbortSignal) => Promise<ByteSource>;

/** Looks at a file of this machine; throws what `stat` throws. */
export async function fileSide(reader: Pick<PackageReader, 'withFile'>, file: vscode.Uri): Promise<Side> {
  const { mtime } = await vscode.workspace.fs.stat(file);
  return {
    name: basename(file.fsPath),
    place: vscode.workspace.asRelativePath(file, true),
    below: dirname(vscode.workspace.asRelativePath(file, true)),
    key: file.toString(),
    at: mtime,
    isHere: true,
    read: (use) => reader.withFile(file.fsPath, use),
  };
}

/** Stands for a package in COS, which is opened when it is read. */
export function storedSide(open: OpenStored, node: PackageNode): Side {
  const { packageName, version } = node.known;
  return {
    name: `${packageName} ${version}`,
    place: vscode.l10n.t('{0}, version {1} in TEM', packageName, version),
    below: [node.parent.account.name, node.parent.region, node.parent.application.name].join('/'),
    key: nodeKey(node),
    at: storedAt(node.known),
    isHere: false,
    read: async (use, signal) => use(await open(node, signal)),
  };
}

/** Runs `job`, which reads packages, behind a notification with Cancel where one of them is not here. */
export async function whileReading<T>(sides: readonly Side[], job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const away = sides.find(({ isHere }) => !isHere);
  if (!away) return job(new AbortController().signal);
  return withCancel(vscode.l10n.t('Reading {0}', away.name), job);
}
