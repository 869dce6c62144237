import * as vscode from 'vscode';
import type { CommitInfo, JavaNeed, Library, ManifestFlaw, PackageFacts, PackageKind } from '../../core/packageFacts';
import { formatBytes } from '../messages/formatBytes';
import { columns } from './columns';
import { filesText } from './libraryLines';
import { reuseLines } from './reuseLines';

/** Everything a package says of itself, as lines to read. `name` is its file's. */
export function factsText(name: string, facts: PackageFacts): readonly string[] {
  const { kind, bytes, files, libraries, libraryBytes } = facts;
  const rows = [
    [vscode.l10n.t('Manifest'), facts.manifestFlaw && flawText(facts.manifestFlaw)],
    [vscode.l10n.t('Main class'), facts.mainClass],
    [vscode.l10n.t('Start class'), facts.startClass],
    [vscode.l10n.t('Needs beside it'), facts.classPath?.join(' ')],
    [vscode.l10n.t('Title'), facts.title ?? facts.build?.artifact],
    [vscode.l10n.t('Version'), facts.version ?? facts.build?.version],
    [vscode.l10n.t('Required Java version'), facts.java && javaText(facts.java)],
    [vscode.l10n.t('Built with JDK'), facts.buildJdk],
    [vscode.l10n.t('Built by'), facts.buildTool],
    [vscode.l10n.t('Built at'), facts.build?.time],
    [vscode.l10n.t('Commit'), facts.commit && commitText(facts.commit)],
    ['Spring Boot', facts.springBoot],
    [vscode.l10n.t('Libraries'), vscode.l10n.t('{0}, {1} in total', libraries.length, formatBytes(libraryBytes))],
  ] as const;
  return [
    name,
    [kindName(kind), formatBytes(bytes), filesText(files)].join(' · '),
    '',
    ...columns(
      rows.filter(([, value]) => value),
      ([label, value]) => [label, String(value)],
    ),
    ...(facts.reuseObstacle ? ['', ...reuseLines(facts.reuseObstacle)] : []),
    ...(libraries.length > 0 ? ['', vscode.l10n.t('Libraries'), '', ...columns(libraries, libraryRow)] : []),
    '',
  ];
}

function kindName(kind: PackageKind): string {
  const names: Record<PackageKind, string> = {
    springBootJar: vscode.l10n.t('Spring Boot JAR'),
    executableJar: vscode.l10n.t('executable JAR'),
    plainJar: vscode.l10n.t('plain JAR, which does not run by itself'),
    springBootWar: vscode.l10n.t('Spring Boot WAR'),
    war: 'WAR',
  };
  return names[kind];
}

function flawText(flaw: ManifestFlaw): string {
  switch (flaw.kind) {
    case 'refusedLine':
      return vscode.l10n.t('Java does not read it because of line {0}', flaw.line);
    case 'ignoredLine':
      return vscode.l10n.t('Java ignores line {0}, which has no line break at its end', flaw.line);
    case 'otherCase':
      return vscode.l10n.t('java -jar does not find it: its name has to be META-INF/MANIFEST.MF');
  }
}

function javaText({ release, of, className, library }: JavaNeed): string {
  const place = library ? `${library}, ${className}` : className;
  return of === 'own'
    ? vscode.l10n.t('{0} or newer', release)
    : vscode.l10n.t('{0} or newer, because of {1}', release, place);
}

function commitText({ id, branch, time, dirty }: CommitInfo): string {
  const parts = [id, branch, time, dirty ? vscode.l10n.t('with uncommitted changes') : undefined];
  return parts.filter(Boolean).join(' · ');
}

function libraryRow({ name, version, bytes, isMerged }: Library): readonly string[] {
  return [name, version, isMerged ? vscode.l10n.t('merged in') : formatBytes(bytes)];
}
