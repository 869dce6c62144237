import * as vscode from 'vscode';
import type { Library, LibraryChange, PackageDifference } from '../../core/packageFacts';
import { formatBytes } from '../messages/formatBytes';
import { columns } from './columns';

/** Words the differences between two packages, as lines to read. */
export function differenceText(before: string, after: string, difference: PackageDifference): readonly string[] {
  const { bytesBefore, bytesAfter, added, removed, changed, libraries, unchanged } = difference;
  const size = (bytes: number): string => formatBytes(bytes);
  return [
    ...columns(
      [
        [vscode.l10n.t('Before'), before, size(bytesBefore)],
        [vscode.l10n.t('After'), after, size(bytesAfter)],
      ],
      (row) => row,
    ),
    '',
    isSame(difference) ? vscode.l10n.t('No files differ.') : unchangedText(unchanged),
    ...section(vscode.l10n.t('Changed libraries: {0}', libraries.length), libraries, libraryRow),
    ...section(vscode.l10n.t('Changed files: {0}', changed.length), changed, (one) => [
      one.path,
      size(one.bytesBefore),
      '→',
      size(one.bytesAfter),
    ]),
    ...section(vscode.l10n.t('Added files: {0}', added.length), added, ({ path, bytes }) => [path, size(bytes)]),
    ...section(vscode.l10n.t('Removed files: {0}', removed.length), removed, ({ path, bytes }) => [path, size(bytes)]),
    '',
  ];
}

function isSame({ added, removed, changed, libraries }: PackageDifference): boolean {
  return added.length + removed.length + changed.length + libraries.length === 0;
}

function section<T>(title: string, items: readonly T[], rowOf: (item: T) => readonly string[]): readonly string[] {
  return items.length > 0 ? ['', title, '', ...columns(items, rowOf)] : [];
}

function libraryRow({ name, before, after }: LibraryChange): readonly string[] {
  const version = (of: Library | undefined): string => (of ? of.version || '?' : '–');
  const size = (of: Library | undefined): string => (of ? formatBytes(of.bytes) : '–');
  // A library that was built anew keeps its version, and often its size.
  return [name, version(before), '→', version(after), size(before), '→', size(after)];
}

function unchangedText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file is the same.') : vscode.l10n.t('{0} files are the same.', count);
}
