import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import { isPackageNode, packageAddress } from '../../browse/nodes';
import { afterMoments } from '../checks/afterMoments';
import { checkText } from '../checks/checkText';
import type { PackageChecks } from '../checks/packageChecks';
import { checkTitle } from '../checks/showChecks';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';
import { passedPackages, type Chosen } from './passedPackage';
import type { PackageTextDeps } from './showPackageFacts';
import { fileSide, storedSide } from './side';

/** Dependencies of checking a package by itself. */
export interface CheckPackageCommandDeps extends PackageTextDeps {
  readonly checks: PackageChecks;
  /** Gives the application that a file of its module last went to. */
  readonly lastTarget: (path: string) => Target | undefined;
}

/**
 * Checks the clicked package, a file or one in TEM, and shows what was found and looked at. Where none was clicked, that of the
 * selected row, or else one chosen from a list.
 */
export function checkPackageCommand(deps: CheckPackageCommandDeps) {
  const { texts, applications } = deps;
  return async (clicked?: unknown, selected?: unknown): Promise<void> => {
    const passed = await passedPackages(applications, clicked, selected, 1);
    if (passed.kind === 'refused') return;
    const given = passed.kind === 'packages' ? passed.first : applications.selected().find(isPackageNode);
    const chosen = given ?? (await pickPackageFiles(deps, toCheck()))[0];
    if (!chosen) return;
    const name = chosen instanceof vscode.Uri ? chosen.path.split('/').at(-1) : chosen.known.packageName;
    await deps.withErrorReporting(vscode.l10n.t('Could not check {0}', name ?? ''), async () => {
      const side =
        chosen instanceof vscode.Uri ? await fileSide(deps.reader, chosen) : storedSide(deps.openStored, chosen);
      const report = await afterMoments(vscode.l10n.t('Checking {0}', side.name), (signal) =>
        reportOn(deps, chosen, signal),
      );
      await texts.show({ ...side, title: checkTitle(side.name) }, checkText(side.name, report));
    });
  };
}

function reportOn({ checks, lastTarget }: CheckPackageCommandDeps, chosen: Chosen, signal: AbortSignal) {
  if (chosen instanceof vscode.Uri) {
    const target = lastTarget(chosen.fsPath);
    return checks.file(chosen.fsPath, target && { kind: 'application', target }, { signal, isWhole: true });
  }
  const address = packageAddress(chosen);
  const target = { ...address, applicationName: chosen.parent.application.name };
  return checks.stored(address, chosen.known, { place: { kind: 'application', target }, signal });
}

function toCheck(): Purpose {
  return { title: vscode.l10n.t('Check Package'), button: vscode.l10n.t('Check'), takes: 'one' };
}
