import * as vscode from 'vscode';
import { formatBytes } from '../messages/formatBytes';
import { packagesAmong } from '../vscode/packagesAmong';
import { maxPassed, tooMany } from '../vscode/passedFiles';
import type { DroppedFiles } from './droppedFiles';
import type { Origin } from './leavesWorkspace';

/** Packages that were dropped, all on this machine by now; or `refused`, with why in words. `copies` are those of `files` made here. */
export type Dropped =
  | {
      readonly kind: 'files';
      readonly files: readonly vscode.Uri[];
      readonly origin: Origin;
      readonly copies: readonly vscode.Uri[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Largest package that may come by its bytes: VS Code holds all of them in memory, more than once. */
export const maxCopiedBytes = 64 * 1024 * 1024;

const maxListLength = 1_000_000;

/**
 * Reads the packages of a drop: by their paths where this machine has them, else by their bytes, which are written to `copies`. Takes
 * all or none. What is not a file of the system counts as passed by whoever made the drag: it may show something else than it drops.
 */
export async function readDropped(
  dropped: vscode.DataTransfer,
  copies: Pick<DroppedFiles, 'keep' | 'removeUnused'>,
): Promise<Dropped> {
  const files = [...dropped].flatMap(([, item]) => item.asFile() ?? []);
  const list = (await dropped.get('text/uri-list')?.asString()) ?? '';
  if (list.length > maxListLength) return refused(tooMany());
  const uris = urisOf(list);
  if (Math.max(files.length, uris.length) > maxPassed) return refused(tooMany());
  const names = [...uris.map(nameOf), ...files.map(({ name }) => name)];
  const wrong = names.find((name) => !/\.(jar|war)$/i.test(name));
  if (names.length === 0 || wrong !== undefined) return refused(onlyPackages(wrong));
  const here = packagesAmong(uris);
  const away = uris.filter((uri) => !here.includes(uri));
  const byBytes = files.filter((file) => !here.some((uri) => isOf(file, uri)));
  const lost = away.find((uri) => !byBytes.some((file) => isOf(file, uri)));
  if (lost) return refused(onlyPackages(nameOf(lost)));
  const origin = isOfSystem(here, files) ? 'chosen' : 'passed';
  return copyAll(byBytes, { here, origin }, copies);
}

/** Reads a `text/uri-list`, each once; what is no address is one that leads nowhere. */
function urisOf(list: string): readonly vscode.Uri[] {
  const lines = list.split('\n').map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== '' && !line.startsWith('#')).map(uriOf);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').filter(Boolean).at(-1) ?? uri.toString();
}

/** Tells whether a file is that of an address: not every VS Code says where a file is from. */
function isOf({ name, uri: from }: vscode.DataTransferFile, uri: vscode.Uri): boolean {
  return from ? from.toString() === uri.toString() : name === nameOf(uri);
}

function uriOf(line: string): vscode.Uri {
  try {
    return vscode.Uri.parse(line, true);
  } catch {
    return vscode.Uri.from({ scheme: 'unknown', path: `/${line}` });
  }
}

/** Tells whether each of the files came as one of the system, which no page can make up. */
function isOfSystem(uris: readonly vscode.Uri[], files: readonly vscode.DataTransferFile[]): boolean {
  const paths = new Set(files.map(({ uri }) => uri?.toString()));
  return uris.every((uri) => paths.has(uri.toString()));
}

async function copyAll(
  files: readonly vscode.DataTransferFile[],
  { here, origin }: { readonly here: readonly vscode.Uri[]; readonly origin: Origin },
  into: Pick<DroppedFiles, 'keep' | 'removeUnused'>,
): Promise<Dropped> {
  const copies: vscode.Uri[] = [];
  try {
    for (const file of files) {
      const bytes = await file.data();
      if (bytes.byteLength > maxCopiedBytes) {
        into.removeUnused(copies);
        return refused(tooLarge(file.name));
      }
      copies.push(await into.keep(file.name, bytes));
    }
  } catch (error) {
    into.removeUnused(copies);
    throw error;
  }
  return { kind: 'files', files: [...here, ...copies], origin, copies };
}

function refused(why: string): Dropped {
  return { kind: 'refused', why };
}

function onlyPackages(name: string | undefined): string {
  if (name === undefined) return vscode.l10n.t('Only JAR and WAR files can be dropped here.');
  return vscode.l10n.t('Only JAR and WAR files can be dropped here, and {0} is neither. Nothing was uploaded.', name);
}

function tooLarge(name: string): string {
  return vscode.l10n.t(
    '{0} is larger than {1} and cannot be read from its source. Use “Upload Package to Application…”.',
    name,
    formatBytes(maxCopiedBytes),
  );
}
