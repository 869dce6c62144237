import * as vscode from 'vscode';
import type { EnvironmentNode } from '../../browse/nodes';
import { gitApi, repositoriesFound, type GitApi } from '../vscode/gitApi';
import { showInformation } from '../vscode/showMessage';
import { withViewProgress } from '../vscode/showProgress';
import { changesSince, type ChangedFile } from './changesSince';

// A window that has just been opened looks for its repositories meanwhile.
const patienceMs = 10_000;

/** Shows what the editor's git has between the commit that an environment runs and the work tree; says where there is nothing. */
export async function showChangesSinceDeployed(
  { environment }: EnvironmentNode,
  openGit: () => Promise<GitApi | undefined> = gitApi,
): Promise<void> {
  const { origin, running } = environment;
  if (!origin) return;
  const commit = origin.commit.slice(0, 7);
  const found = await withViewProgress(async () => {
    const git = await openGit();
    if (!git) return 'noGit';
    await repositoriesFound(git, patienceMs);
    return changesSince(git, origin);
  });
  const dirty = vscode.l10n.t('The package was built with uncommitted changes, which no commit contains.');
  if (found === 'noGit') return say(vscode.l10n.t('The Git extension of VS Code is disabled.'));
  if (!found) {
    const where = vscode.l10n.t(
      'Open the folder that the package was built from, or fetch the commit, then try again.',
    );
    return say(
      vscode.l10n.t('No open Git repository has commit {0} of version {1}.', commit, running.versionName),
      where,
    );
  }
  if (found.length === 0) {
    const none = vscode.l10n.t('No files have changed since version {0} (commit {1}).', running.versionName, commit);
    return say(none, origin.isDirty ? dirty : '');
  }
  const title = vscode.l10n.t('Changes since {0} in {1} ({2})', running.versionName, running.environmentName, commit);
  await openChanges(title, found);
  if (origin.isDirty) say(dirty, vscode.l10n.t('Some of the changes shown may already be deployed.'));
}

async function openChanges(title: string, files: readonly ChangedFile[]): Promise<void> {
  await vscode.commands.executeCommand('vscode.changes', title, files);
}

function say(...sentences: readonly string[]): void {
  // Awaiting it would keep the command alive for as long as the message stands there.
  void showInformation(sentences.filter(Boolean).join(' '));
}
