import * as vscode from 'vscode';
import type { PackageReader } from '../../core/ports/packageReader';
import { isPackageNode, type Node } from '../applications/nodes';
import type { Attempt } from '../attempt';
import { factsText } from '../packages/factsText';
import type { ReadOnlyTexts } from '../packages/readOnlyTexts';
import { fileSide, storedSide, whileReading, type OpenStored, type Side } from '../packages/side';
import { packagesAmong } from '../upload/packagesAmong';
import { pickPackageFiles, type Purpose } from '../upload/pickPackageFiles';

/** What reads packages and shows what was read. */
export interface PackageTextNeeds {
  readonly reader: PackageReader;
  readonly openStored: OpenStored;
  readonly texts: Pick<ReadOnlyTexts, 'show'>;
  readonly attempt: Attempt;
  /** The rows selected in the Applications view. */
  readonly selected: () => readonly Node[];
}

/**
 * Shows what the clicked package, a file or one in TEM, says of itself. Where none was clicked, that of the selected row,
 * or else one chosen from a list.
 */
export function showPackageFactsCommand({ reader, openStored, texts, attempt, selected }: PackageTextNeeds) {
  return async (clicked?: unknown): Promise<void> => {
    const side = await sideOf(reader, openStored, clicked ?? selected().find(isPackageNode));
    if (!side) return;
    await attempt(vscode.l10n.t('Could not read {0}', side.name), async () => {
      const facts = await whileReading([side], (signal) => side.read((source) => reader.facts(source), signal));
      await texts.show(vscode.l10n.t('{0} (facts)', side.name), factsText(side.name, facts));
    });
  };
}

async function sideOf(reader: PackageReader, open: OpenStored, clicked: unknown): Promise<Side | undefined> {
  if (isPackageNode(clicked)) return storedSide(open, clicked);
  const [file] = clicked instanceof vscode.Uri ? packagesAmong([clicked]) : await pickPackageFiles(toShow());
  return file && fileSide(reader, file);
}

function toShow(): Purpose {
  return { title: vscode.l10n.t('Show Package Facts'), button: vscode.l10n.t('Show'), takes: 'one' };
}
