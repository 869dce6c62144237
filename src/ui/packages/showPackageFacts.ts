import * as vscode from 'vscode';
import type { PackageReader } from '../../core/ports/packageReader';
import { isPackageNode, type Node, type PackageNode } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { Rows } from '../vscode/onRow';
import { factsText } from './factsText';
import type { ReadOnlyTexts } from './readOnlyTexts';
import { fileSide, storedSide, whileReading, type OpenStored, type Side } from './side';
import { isUnfit, passedPackage } from './passedPackage';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';

/** What reads packages and shows what was read. */
export interface PackageTextDeps {
  readonly reader: PackageReader;
  readonly openStored: OpenStored;
  readonly texts: Pick<ReadOnlyTexts, 'show'>;
  readonly attempt: WithErrorReporting;
  /** Those of the Applications view. */
  readonly rows: Rows<Node>;
}

/**
 * Shows what the clicked package, a file or one in TEM, says of itself. Where none was clicked, that of the selected row,
 * or else one chosen from a list.
 */
export function showPackageFactsCommand({ reader, openStored, texts, attempt, rows }: PackageTextDeps) {
  return async (clicked?: unknown): Promise<void> => {
    if (isUnfit(rows, clicked)) return;
    const side = await sideOf(reader, openStored, passedPackage(rows, clicked) ?? rows.selected().find(isPackageNode));
    if (!side) return;
    await attempt(vscode.l10n.t('Could not read {0}', side.name), async () => {
      const facts = await whileReading([side], (signal) => side.read((source) => reader.facts(source), signal));
      await texts.show(vscode.l10n.t('{0} (facts)', side.name), factsText(side.name, facts));
    });
  };
}

async function sideOf(
  reader: PackageReader,
  open: OpenStored,
  clicked: vscode.Uri | PackageNode | undefined,
): Promise<Side | undefined> {
  const chosen = clicked ?? (await pickPackageFiles(toShow()))[0];
  if (!chosen) return undefined;
  return chosen instanceof vscode.Uri ? fileSide(reader, chosen) : storedSide(open, chosen);
}

function toShow(): Purpose {
  return { title: vscode.l10n.t('Show Package Facts'), button: vscode.l10n.t('Show'), takes: 'one' };
}
