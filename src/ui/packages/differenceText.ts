import * as vscode from 'vscode';
import type { ChangedEntry, LibraryChange, Move, PackageDifference, RepackedEntry } from '../../core/packageFacts';
import { formatBytes } from '../messages/formatBytes';
import { columns } from './columns';
import { filesText, insideLines, libraryRow, shadedRow } from './libraryLines';

/** Words the differences between two packages, as lines to read. */
export function differenceText(before: string, after: string, difference: PackageDifference): readonly string[] {
  const { bytesBefore, bytesAfter, added, removed, changed, libraries, shaded, moved, repacked } = difference;
  const size = (bytes: number): string => formatBytes(bytes);
  const libraryRows = [...libraries.map(libraryRow), ...shaded.map(shadedRow)];
  return [
    ...columns(
      [
        [vscode.l10n.t('Before'), before, size(bytesBefore)],
        [vscode.l10n.t('After'), after, size(bytesAfter)],
      ],
      (row) => row,
    ),
    '',
    summary(difference),
    ...section(vscode.l10n.t('Changed libraries: {0}', libraryRows.length), libraryRows, (row) => row),
    ...libraries.flatMap(insideSection),
    ...section(vscode.l10n.t('Changed files: {0}', changed.length), changed, changedRow),
    ...section(vscode.l10n.t('Added files: {0}', added.length), added, ({ path, bytes }) => [path, size(bytes)]),
    ...section(vscode.l10n.t('Removed files: {0}', removed.length), removed, ({ path, bytes }) => [path, size(bytes)]),
    ...section(vscode.l10n.t('Moved, with the same content: {0}', countOf(moved)), moved, moveRow),
    ...repackedLines(repacked),
    '',
  ];
}

function summary(difference: PackageDifference): string {
  const { added, removed, changed, libraries, shaded, moved, repacked, unchanged } = difference;
  const differing = added.length + removed.length + changed.length + libraries.length + shaded.length;
  if (differing > 0) return unchangedText(unchanged);
  if (moved.length > 0) return vscode.l10n.t('No files differ in content, but some are in another folder.');
  if (repacked.length > 0) return vscode.l10n.t('No files differ in content, but some are packed differently.');
  return vscode.l10n.t('No files differ.');
}

function section<T>(title: string, items: readonly T[], rowOf: (item: T) => readonly string[]): readonly string[] {
  return items.length > 0 ? ['', title, '', ...columns(items, rowOf)] : [];
}

function insideSection(change: LibraryChange): readonly string[] {
  const { inside, name } = change;
  return inside ? ['', vscode.l10n.t('Inside {0}', name), '', ...insideLines(inside)] : [];
}

function changedRow({ path, pathBefore, bytesBefore, bytesAfter }: ChangedEntry): readonly string[] {
  const was = pathBefore === undefined ? [] : [vscode.l10n.t('before: {0}', pathBefore)];
  return [path, formatBytes(bytesBefore), '→', formatBytes(bytesAfter), ...was];
}

function countOf(moved: readonly Move[]): number {
  return moved.reduce((total, { count }) => total + count, 0);
}

function moveRow({ from, to, count }: Move): readonly string[] {
  return [from || '/', '→', to || '/', filesText(count)];
}

function repackedLines(repacked: readonly RepackedEntry[]): readonly string[] {
  const [deflated, stored] = [vscode.l10n.t('compressed'), vscode.l10n.t('uncompressed')];
  const isRefused = repacked.some(({ path, isDeflated }) => isDeflated && path.startsWith('BOOT-INF/lib/'));
  return [
    ...section(
      vscode.l10n.t('Packed differently, with the same content: {0}', repacked.length),
      repacked,
      ({ path, isDeflated }) => [path, isDeflated ? stored : deflated, '→', isDeflated ? deflated : stored],
    ),
    ...(isRefused ? ['', vscode.l10n.t('Spring Boot does not start a JAR whose libraries are compressed.')] : []),
  ];
}

function unchangedText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file is the same.') : vscode.l10n.t('{0} files are the same.', count);
}
