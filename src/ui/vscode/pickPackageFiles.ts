import { basename } from 'node:path';
import * as vscode from 'vscode';
import { formatBytes } from '../messages/formatBytes';
import { formatDuration } from '../messages/formatDuration';
import { findPackages, type Found, type FoundPackage } from './findPackages';
import { moduleOf } from './moduleOf';
import { packagesAmong } from './packagesAmong';
import { showWarning } from './showMessage';
import { askFiles } from './fileDialogs';
import { pickHeading, pickOne, pickRow, type PickRow } from './quickInput';

interface Row extends PickRow {
  readonly uri?: vscode.Uri;
}

/** Purpose of choosing packages, and whether it takes several of them. */
export interface Purpose {
  readonly title: string;
  /** The button of the file dialog. */
  readonly button: string;
  readonly takes: 'one' | 'several';
}

/** Lets a person choose built packages of the workspace, or any file; empty when they close it. */
export async function pickPackageFiles(purpose: Purpose = toUpload()): Promise<readonly vscode.Uri[]> {
  const looking = new vscode.CancellationTokenSource();
  const placeholder = vscode.l10n.t('Which package?');
  try {
    const rows = findPackages(looking.token).then(rowsOf);
    const chosen = await pickOne<Row>(rows, { title: purpose.title, placeholder, matchOnDetail: true });
    if (!chosen) return [];
    return chosen.uri ? [chosen.uri] : await browse(purpose);
  } finally {
    looking.cancel();
    looking.dispose();
  }
}

function rowsOf({ packages, isCut }: Found): Row[] {
  const runnable = packages.filter(({ uri }) => !isCompanion(uri.path));
  const companions = packages.filter(({ uri }) => isCompanion(uri.path));
  return [
    ...runnable.map(rowOf),
    ...(companions.length > 0
      ? [pickHeading(vscode.l10n.t('probably not the package to run')), ...companions.map(rowOf)]
      : []),
    pickHeading(isCut ? vscode.l10n.t('there are more than could be listed') : ''),
    pickRow({ icon: 'folder-opened', label: vscode.l10n.t('Choose a file…') }, { alwaysShow: true }),
  ];
}

/** Tells what builds leave beside the package that runs: sources, documentation, tests, the JAR before repackaging. */
function isCompanion(path: string): boolean {
  return /(-(sources|javadoc|tests|plain)\.[jw]ar$)|(\/original-[^/]{0,255}$)/i.test(path);
}

function rowOf({ uri, bytes, modified }: FoundPackage): Row {
  const age = vscode.l10n.t('{0} ago', formatDuration(Date.now() - modified));
  const texts = {
    label: basename(uri.fsPath),
    description: [moduleOf(uri.fsPath).name, formatBytes(bytes), age],
    detail: vscode.workspace.asRelativePath(uri, true),
  };
  return pickRow(texts, { uri });
}

function toUpload(): Purpose {
  return { title: vscode.l10n.t('Upload Package to TEM'), button: vscode.l10n.t('Upload'), takes: 'several' };
}

async function browse({ button, takes }: Purpose): Promise<readonly vscode.Uri[]> {
  const chosen = await askFiles({
    title: vscode.l10n.t('Choose a JAR or WAR'),
    openLabel: button,
    canSelectMany: takes === 'several',
    filters: { [vscode.l10n.t('Java packages')]: ['jar', 'war', 'JAR', 'WAR'] },
  });
  const packages = packagesAmong(chosen ?? []);
  if (packages.length < (chosen?.length ?? 0)) {
    const said = vscode.l10n.t('Only .jar and .war files on the machine that runs this extension can be taken.');
    void showWarning(said);
  }
  return packages;
}
