import { basename } from 'node:path';
import * as vscode from 'vscode';
import { differenceText } from '../packages/differenceText';
import { plainText } from '../plainText';
import { packagesAmong } from '../upload/packagesAmong';
import { pickPackageFiles, type Purpose } from '../upload/pickPackageFiles';
import type { PackageTextNeeds } from './showPackageFacts';

/** Shows what is different between two packages: those selected, or the clicked one and one chosen from a list. */
export function comparePackagesCommand({ reader, texts, attempt }: PackageTextNeeds) {
  return async (clicked?: unknown, selected: readonly vscode.Uri[] = []): Promise<void> => {
    const chosen = packagesAmong(selected.length === 2 ? selected : clicked instanceof vscode.Uri ? [clicked] : []);
    const [before, after] = await two(chosen);
    if (!before || !after) return;
    const names = [before, after].map(({ fsPath }) => basename(fsPath)) as [string, string];
    await attempt(plainText(vscode.l10n.t('Could not compare {0} and {1}', ...names)), async () => {
      const difference = await reader.withFile(before.fsPath, (older) =>
        reader.withFile(after.fsPath, (newer) => reader.compare(older, newer)),
      );
      const paths = [before, after].map((uri) => vscode.workspace.asRelativePath(uri, true)) as [string, string];
      await texts.show(vscode.l10n.t('{0} ↔ {1}', ...names), differenceText(...paths, difference));
    });
  };
}

/** Two packages, the one that was built first in front; fewer when a list is closed. */
async function two(chosen: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const all = [...chosen];
  while (all.length < 2) {
    const [next] = await pickPackageFiles(toCompare(all[0]));
    if (!next) return [];
    all.push(next);
  }
  const built = await Promise.all(all.map(async (uri) => (await vscode.workspace.fs.stat(uri)).mtime));
  return (built[0] ?? 0) <= (built[1] ?? 0) ? all : [...all].reverse();
}

function toCompare(first: vscode.Uri | undefined): Purpose {
  const title = first
    ? vscode.l10n.t('Compare {0} with…', basename(first.fsPath))
    : vscode.l10n.t('Compare Two Packages');
  return { title, button: vscode.l10n.t('Compare'), takes: 'one' };
}
