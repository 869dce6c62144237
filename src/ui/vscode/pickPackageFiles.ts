import { basename } from 'node:path';
import * as vscode from 'vscode';
import { formatBytes } from '../messages/formatBytes';
import { formatDuration } from '../messages/formatDuration';
import { findPackages, type Found, type FoundPackage } from './findPackages';
import { moduleOf } from './moduleOf';
import { packagesAmong } from './packagesAmong';
import { onlyPackages } from './passedFiles';
import { showWarning } from './showMessage';
import { askFiles } from './fileDialogs';
import { createPick, entitle, pickHeading, pickRow, type PickRow } from './quickInput';

interface Row extends PickRow {
  readonly uri?: vscode.Uri;
  /** Makes the list one of check boxes: not every VS Code lets keys get to the button. */
  readonly isForSeveral?: true;
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
  try {
    const chosen = await choose(purpose, findPackages(looking.token));
    return chosen === 'browse' ? await browse(purpose) : chosen;
  } finally {
    looking.cancel();
    looking.dispose();
  }
}

/** A row is taken at once; where several are, a button beside the title makes the list one of check boxes, and back. */
function choose({ title, takes }: Purpose, finding: Promise<Found>): Promise<readonly vscode.Uri[] | 'browse'> {
  const pick = createPick<Row>(title, vscode.l10n.t('Which package?'));
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  let found: Found = { packages: [], isCut: false };
  const show = (): void => {
    // Rows have check boxes, or none, from when they are put.
    const rows = rowsOf(found, takes);
    pick.items = pick.canSelectMany ? rows.filter(({ uri, kind }) => uri !== undefined || kind !== undefined) : rows;
    pick.buttons = takes === 'several' ? [pick.canSelectMany ? chooseOne() : chooseSeveral()] : [];
  };
  return new Promise((resolve, reject) => {
    let chosen: readonly vscode.Uri[] | 'browse' = [];
    const leave = (how: typeof chosen) => {
      chosen = how;
      pick.hide();
    };
    const turn = (): void => {
      pick.canSelectMany = !pick.canSelectMany;
      entitle(pick, title);
      show();
    };
    pick.onDidTriggerButton(turn);
    pick.onDidAccept(() => {
      const { selectedItems: rows, canSelectMany } = pick;
      const several = rows.find(({ isForSeveral }) => isForSeveral);
      if (several) {
        // Typed to find this row, it finds none of those that follow.
        if (several.label.toLowerCase().includes(pick.value.trim().toLowerCase())) pick.value = '';
        return turn();
      }
      if (rows.length > 0) return leave(rows.every(({ uri }) => uri) ? rows.flatMap(({ uri }) => uri ?? []) : 'browse');
      if (canSelectMany) entitle(pick, vscode.l10n.t('Select at least one package.'));
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(chosen);
    });
    void finding.then(
      (all) => {
        found = all;
        pick.busy = false;
        show();
      },
      (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      },
    );
    pick.show();
  });
}

function chooseSeveral(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('checklist'), tooltip: vscode.l10n.t('Select Several') };
}

function chooseOne(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('list-flat'), tooltip: vscode.l10n.t('Select One') };
}

function rowsOf({ packages, isCut }: Found, takes: Purpose['takes']): Row[] {
  const runnable = packages.filter(({ uri }) => !isCompanion(uri.path));
  const companions = packages.filter(({ uri }) => isCompanion(uri.path));
  return [
    ...runnable.map(rowOf),
    ...(companions.length > 0
      ? [pickHeading(vscode.l10n.t('probably not the package to run')), ...companions.map(rowOf)]
      : []),
    pickHeading(isCut ? vscode.l10n.t('more packages not listed') : ''),
    ...(takes === 'several' && packages.length > 1 ? [severalRow()] : []),
    pickRow({ icon: 'folder-opened', label: vscode.l10n.t('Select a file…') }, { alwaysShow: true }),
  ];
}

function severalRow(): Row {
  const label = vscode.l10n.t('Select several…');
  return pickRow({ icon: 'checklist', label }, { alwaysShow: true, isForSeveral: true as const });
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
    title: vscode.l10n.t('Select a JAR or WAR'),
    openLabel: button,
    canSelectMany: takes === 'several',
    filters: { [vscode.l10n.t('Java packages')]: ['jar', 'war', 'JAR', 'WAR'] },
  });
  const packages = packagesAmong(chosen ?? []);
  if (packages.length < (chosen?.length ?? 0)) {
    void showWarning(onlyPackages());
  }
  return packages;
}
