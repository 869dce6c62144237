import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PackageReader } from '../../core/ports/packageReader';
import type { Attempt } from '../attempt';
import { factsText } from '../packages/factsText';
import type { ReadOnlyTexts } from '../packages/readOnlyTexts';
import { plainText } from '../plainText';
import { packagesAmong } from '../upload/packagesAmong';
import { pickPackageFiles, type Purpose } from '../upload/pickPackageFiles';

/** What reads packages and shows what was read. */
export interface PackageTextNeeds {
  readonly reader: PackageReader;
  readonly texts: Pick<ReadOnlyTexts, 'show'>;
  readonly attempt: Attempt;
}

/** Shows what the clicked package says of itself, or one chosen from a list where none was clicked. */
export function showPackageFactsCommand({ reader, texts, attempt }: PackageTextNeeds) {
  return async (clicked?: unknown): Promise<void> => {
    const [file] = clicked instanceof vscode.Uri ? packagesAmong([clicked]) : await pickPackageFiles(toShow());
    if (!file) return;
    const name = basename(file.fsPath);
    await attempt(plainText(vscode.l10n.t('Could not read {0}', name)), async () => {
      const facts = await reader.withFile(file.fsPath, (source) => reader.facts(source));
      await texts.show(vscode.l10n.t('{0} (facts)', name), factsText(name, facts));
    });
  };
}

function toShow(): Purpose {
  return { title: vscode.l10n.t('Show Package Facts'), button: vscode.l10n.t('Show'), takes: 'one' };
}
