import { isAbsolute, sep } from 'node:path';
import * as vscode from 'vscode';
import { packagesAmong } from './packagesAmong';

/** More than these nobody picks, and each is looked at. */
export const maxPassed = 100;

// Who selects all of a build's folder selects its packages among other files.
const maxLookedAt = 10_000;
const maxPathLength = 4096;
const maxKeys = 10;

type Folders = readonly vscode.Uri[];

/**
 * Files that a command is called with: packages, at most `maxPassed`, each as often as it is passed; or `refused`, with why in
 * words. `target` is what stands beside them, as it was passed.
 */
export type PassedFiles =
  | { readonly kind: 'none' }
  | { readonly kind: 'files'; readonly files: readonly vscode.Uri[]; readonly target?: unknown }
  | { readonly kind: 'targetOnly'; readonly target: unknown }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Reads what the explorer, a keybinding or another extension passes: a Uri or a path, an array of either, or `{ files, target }`;
 * then the explorer's selection, or `{ target }`. Never throws: a caller's objects may do anything. `folders`
 * are those that a relative path may be in.
 */
export async function passedFiles(passed: unknown, second?: unknown, folders = localFolders()): Promise<PassedFiles> {
  if (passed === undefined || passed === null)
    return isMissing(second) ? { kind: 'none' } : withSecond(undefined, second, folders);
  const file = passedUri(passed);
  const selection = passedArray(second).flatMap((one) => passedUri(one) ?? []);
  // Of a selection only its packages are meant.
  if (file && selection.length > 0) return asPackages(packagesAmong(selection));
  if (file || typeof passed === 'string' || isArray(passed)) return withSecond(passed, second, folders);
  const keys = fieldsOf(passed, ['files', 'target']);
  if (!keys || !isMissing(second)) return refused(expected());
  const { files, target } = keys;
  return isMissing(files) ? { kind: 'targetOnly', target } : withTarget(files, target, folders);
}

/** Copies the URI that was passed: a caller's object may answer differently each time that it is asked. */
export function passedUri(passed: unknown): vscode.Uri | undefined {
  try {
    if (!(passed instanceof vscode.Uri)) return undefined;
    const { scheme, authority, path, query, fragment } = passed;
    const parts = { scheme, authority, path, query, fragment };
    // Parts that are no texts would do as they please when they are read later.
    return Object.values(parts).every((part) => typeof part === 'string') ? vscode.Uri.from(parts) : undefined;
  } catch {
    return undefined;
  }
}

/** Copies the first of the passed ones, as many as are looked at; gives none where it was no array. */
export function passedArray(passed: unknown): readonly unknown[] {
  try {
    if (!Array.isArray(passed)) return [];
    // `slice` would ask the caller's own class for what holds the copy.
    const list: readonly unknown[] = passed;
    return Array.from({ length: Math.min(list.length, maxLookedAt) }, (_, n) => list[n]);
  } catch {
    return [];
  }
}

/** Copies the fields of a passed object; `undefined` where it has none, others than `names`, or is none. */
export function fieldsOf<Name extends string>(
  passed: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> | undefined {
  try {
    if (typeof passed !== 'object' || passed === null || Array.isArray(passed)) return undefined;
    const found = Object.keys(passed);
    if (found.length === 0 || found.length > maxKeys || found.some((key) => !names.includes(key as Name)))
      return undefined;
    return Object.fromEntries(
      found.map((key) => [key, (passed as Readonly<Record<string, unknown>>)[key]]),
    ) as Readonly<Partial<Record<Name, unknown>>>;
  } catch {
    return undefined;
  }
}

async function withSecond(files: unknown, second: unknown, folders: Folders): Promise<PassedFiles> {
  // The explorer passes what is selected, also where that is nothing else.
  if (isMissing(second) || (isArray(second) && passedUri(files))) return withTarget(files, undefined, folders);
  const beside = fieldsOf(second, ['target']);
  if (!beside) return refused(expected());
  return isMissing(files) ? { kind: 'targetOnly', target: beside.target } : withTarget(files, beside.target, folders);
}

async function withTarget(files: unknown, target: unknown, folders: Folders): Promise<PassedFiles> {
  const all = isArray(files) ? passedArray(files) : [files];
  if (all.length === 0) return refused(expected());
  if (all.length > maxPassed) return refused(tooMany());
  const uris: vscode.Uri[] = [];
  for (const one of all) {
    const found = passedUri(one) ?? (await uriOfPath(one, folders));
    if (typeof found === 'string') return refused(found);
    uris.push(found);
  }
  const packages = packagesAmong(uris);
  return packages.length < uris.length ? asPackages([]) : asPackages(packages, target);
}

function asPackages(files: readonly vscode.Uri[], target?: unknown): PassedFiles {
  if (files.length === 0) return refused(onlyPackages());
  if (files.length > maxPassed) return refused(tooMany());
  return { kind: 'files', files, ...(target !== undefined && { target }) };
}

/** Finds the file of a path, in the workspace where it is relative; else says in words why there is none. */
async function uriOfPath(path: unknown, folders: Folders): Promise<vscode.Uri | string> {
  if (typeof path !== 'string' || path === '' || path.length > maxPathLength || path.includes('\0')) return expected();
  if (isAbsolute(path)) return vscode.Uri.file(path);
  if (packagesAmong([vscode.Uri.file(`/${path}`)]).length === 0) return onlyPackages();
  const looked = await Promise.all(folders.map(async (uri) => existing(vscode.Uri.joinPath(uri, ...path.split(sep)))));
  const [found, other] = looked.filter((one) => one !== undefined);
  if (!found) return vscode.l10n.t('No folder of the workspace contains {0}.', path);
  return other ? vscode.l10n.t('Several folders of the workspace contain {0}. Pass the full path.', path) : found;
}

function localFolders(): Folders {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');
}

async function existing(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return uri;
  } catch {
    return undefined;
  }
}

function isMissing(passed: unknown): boolean {
  return passed === undefined || passed === null;
}

function isArray(passed: unknown): boolean {
  try {
    return Array.isArray(passed);
  } catch {
    return false;
  }
}

function refused(why: string): PassedFiles {
  return { kind: 'refused', why };
}

/** Says which files a command takes. */
export function onlyPackages(): string {
  return vscode.l10n.t('Only .jar and .war files on the machine that runs this extension are supported.');
}

/** Says that more packages were passed than are taken. */
export function tooMany(): string {
  return vscode.l10n.t('At most {0} packages are supported at once.', maxPassed);
}

/** Says what a command for packages may be called with. */
export function expected(): string {
  return vscode.l10n.t(
    'This command accepts a Uri or a path, an array of them, or {0}.',
    '{ files, target: { applicationId, region, account } }',
  );
}
