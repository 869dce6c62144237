import * as vscode from 'vscode';
import type { Library, LibraryChange, LibraryInside, PathsDiffering, ShadedChange } from '../../core/packageFacts';
import { formatBytes } from '../messages/formatBytes';
import { columns } from './columns';

/** Words a changed library as a row: its versions and sizes. */
export function libraryRow({ name, before, after }: LibraryChange): readonly string[] {
  const version = (of: Library | undefined): string => (of ? of.version || '?' : '–');
  const size = (of: Library | undefined): string => (of ? formatBytes(of.bytes) : '–');
  // A library that was built anew keeps its version, and often its size.
  return [name, version(before), '→', version(after), size(before), '→', size(after)];
}

/** Words a changed library whose files stand among the package's own: its versions and how many of its files differ. */
export function shadedRow({ name, versionBefore, versionAfter, files }: ShadedChange): readonly string[] {
  const version = (of: string | undefined): string => (of === undefined ? '–' : of || '?');
  const { added, changed, removed } = files;
  const differing = filesText(added.length + changed.length + removed.length);
  return [name, version(versionBefore), '→', version(versionAfter), differing];
}

/** Words what differs inside a library, a line for each file. */
export function insideLines(inside: LibraryInside): readonly string[] {
  if (inside.kind === 'notCompared') {
    return [vscode.l10n.t('Not compared: it is damaged or very large, or many libraries have changed.')];
  }
  const rows = rowsOf(inside);
  if (rows.length === 0) return [vscode.l10n.t('It was rebuilt, but none of its files differ.')];
  return columns(rows, (row) => row);
}

/** Words a number of files. */
export function filesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

function rowsOf({ added, changed, removed }: PathsDiffering): readonly (readonly string[])[] {
  return [
    ...changed.map((path) => [path, vscode.l10n.t('changed')]),
    ...added.map((path) => [path, vscode.l10n.t('added')]),
    ...removed.map((path) => [path, vscode.l10n.t('removed')]),
  ];
}
