import * as vscode from 'vscode';
import { findPackages, type Found } from './findPackages';
import { keepPlace } from './keepPlace';
import { lookAtPackages, type LookAtPackagesDeps, type Sights } from './lookAtPackages';
import { changeRows, packageRows, type PackageRow } from './packageRows';
import { packagesAmong } from './packagesAmong';
import { onlyPackages } from './passedFiles';
import { showWarning } from './showMessage';
import { askFiles } from './fileDialogs';
import { createPick, entitle } from './quickInput';

// So soon nobody has read a row: those who are known by then come in their order at once.
const patienceMs = 100;

/** Dependencies of choosing packages: who tells what each is. */
export type PickPackageFilesDeps = LookAtPackagesDeps;

/** Purpose of choosing packages, and whether it takes several of them. */
export interface Purpose {
  readonly title: string;
  /** The button of the file dialog. */
  readonly button: string;
  readonly takes: 'one' | 'several';
}

/** Lets a person choose built packages of the workspace, or any file; empty when they close it. */
export async function pickPackageFiles(
  deps: PickPackageFilesDeps,
  purpose: Purpose = toUpload(),
): Promise<readonly vscode.Uri[]> {
  const looking = new vscode.CancellationTokenSource();
  const closed = new AbortController();
  try {
    const look = ({ packages }: Found) => lookAtPackages(deps, packages, { signal: closed.signal });
    const chosen = await choose(purpose, findPackages(looking.token), look);
    return chosen === 'browse' ? await browse(purpose) : chosen;
  } finally {
    closed.abort();
    looking.cancel();
    looking.dispose();
  }
}

/** A row is taken at once; where several are, a button beside the title makes the list one of check boxes, and back. */
function choose(
  { title, takes }: Purpose,
  finding: Promise<Found>,
  look: (found: Found) => Promise<Sights>,
): Promise<readonly vscode.Uri[] | 'browse'> {
  const pick = createPick<PackageRow>(title, vscode.l10n.t('Which package?'));
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  let found: Found = { packages: [], isCut: false };
  let sights: Sights = new Map();
  const show = (): void => {
    // Rows have check boxes, or none, from when they are put.
    const rows = packageRows(found, sights, takes);
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
    const fill = async (): Promise<void> => {
      found = await finding;
      const sighting = look(found);
      const isLate = (await soon(sighting)) === undefined;
      if (isLate) show();
      sights = await sighting;
      pick.busy = false;
      // Rows that say the same are not touched: somebody may be about to take one.
      if (!isLate || changeRows(sights)) keepPlace(pick, ({ uri, label }) => uri?.toString() ?? label, show);
    };
    fill().catch((error: unknown) => {
      reject(error instanceof Error ? error : new Error(String(error)));
      pick.hide();
    });
    pick.show();
  });
}

/** Gives what a promise resolves with, or `undefined` where that takes longer than nobody notices. */
async function soon<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function chooseSeveral(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('checklist'), tooltip: vscode.l10n.t('Select Several') };
}

function chooseOne(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('list-flat'), tooltip: vscode.l10n.t('Select One') };
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
