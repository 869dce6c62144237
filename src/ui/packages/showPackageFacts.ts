import * as vscode from 'vscode';
import type { PackageReader } from '../../core/ports/packageReader';
import { isPackageNode, type Node } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { NodeView } from '../vscode/nodeView';
import { factsText } from './factsText';
import type { ReadOnlyTexts } from './readOnlyTexts';
import { fileSide, storedSide, whileReading, type OpenStored, type Side } from './side';
import { passedPackages, type Chosen } from './passedPackage';
import { pickPackageFiles, type PickPackageFilesDeps, type Purpose } from '../vscode/pickPackageFiles';

/** Dependencies of looking into packages: what reads them and shows what was read. */
export interface PackageTextDeps extends PickPackageFilesDeps {
  readonly reader: PackageReader;
  readonly openStored: OpenStored;
  readonly texts: Pick<ReadOnlyTexts, 'show'>;
  readonly withErrorReporting: WithErrorReporting;
  readonly applications: Pick<NodeView<Node>, 'find' | 'keyOf' | 'selected'>;
}

/**
 * Shows what the clicked package, a file or one in TEM, says of itself. Where none was clicked, that of the selected row,
 * or else one chosen from a list.
 */
export function showPackageFactsCommand(deps: PackageTextDeps) {
  const { reader, texts, applications } = deps;
  return async (clicked?: unknown, selected?: unknown): Promise<void> => {
    const passed = await passedPackages(applications, clicked, selected, 1);
    if (passed.kind === 'refused') return;
    const given = passed.kind === 'packages' ? passed.first : applications.selected().find(isPackageNode);
    const side = await sideOf(deps, given);
    if (!side) return;
    await deps.withErrorReporting(vscode.l10n.t('Could not read {0}', side.name), async () => {
      const facts = await whileReading([side], (signal) => side.read((source) => reader.facts(source), signal));
      const title = vscode.l10n.t('{0} (details)', side.name);
      await texts.show({ ...side, title }, factsText(side.name, facts));
    });
  };
}

async function sideOf(deps: PackageTextDeps, clicked: Chosen | undefined): Promise<Side | undefined> {
  const chosen = clicked ?? (await pickPackageFiles(deps, toShow()))[0];
  if (!chosen) return undefined;
  return chosen instanceof vscode.Uri ? fileSide(deps.reader, chosen) : storedSide(deps.openStored, chosen);
}

function toShow(): Purpose {
  return { title: vscode.l10n.t('Show Package Details'), button: vscode.l10n.t('Show'), takes: 'one' };
}
