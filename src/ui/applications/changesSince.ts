import type * as vscode from 'vscode';
import type { PackageOrigin } from '../../core/model';
import { gitStatus, type GitApi, type GitChange, type GitRepository } from '../vscode/gitApi';

/** A file as VS Code's list of changes takes it: its name, and what it was and is; a side that does not exist is absent. */
export type ChangedFile = readonly [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined];

/**
 * Lists the files that differ between the commit of a package and the work tree, those included that git does not track;
 * `undefined` where no repository of this window has the commit. May throw what git throws.
 */
export async function changesSince(
  git: Pick<GitApi, 'repositories' | 'toGitUri'>,
  { commit, branch }: PackageOrigin,
): Promise<readonly ChangedFile[] | undefined> {
  // A record may have been written by others, and git takes what begins with a hyphen for an option.
  if (!/^[0-9a-f]{4,64}$/i.test(commit)) return undefined;
  const having = await repositoriesWith(git.repositories, commit);
  // Of several work trees the one is meant that is on its branch.
  const repository = having.find(({ state }) => branch !== undefined && state.HEAD?.name === branch) ?? having[0];
  if (!repository) return undefined;
  const tracked = await repository.diffWith(commit);
  const files = [...tracked, ...untrackedIn(repository)].map((change) => changedFile(git, commit, change));
  const byName = new Map(files.map((file) => [file[0].toString(), file]));
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

async function repositoriesWith(
  repositories: readonly GitRepository[],
  commit: string,
): Promise<readonly GitRepository[]> {
  const found = await Promise.allSettled(repositories.map((one) => one.getCommit(commit)));
  return repositories.filter((_, n) => found[n]?.status === 'fulfilled');
}

function untrackedIn({ state }: GitRepository): readonly GitChange[] {
  const changes = [...state.workingTreeChanges, ...(state.untrackedChanges ?? [])];
  return changes.filter(({ status }) => status === gitStatus.untracked);
}

function changedFile(git: Pick<GitApi, 'toGitUri'>, commit: string, change: GitChange): ChangedFile {
  const { uri, originalUri, renameUri, status } = change;
  const now = renameUri ?? uri;
  const before = git.toGitUri(originalUri, commit);
  switch (status) {
    case gitStatus.added:
    case gitStatus.untracked:
      return [now, undefined, now];
    case gitStatus.deleted:
    case gitStatus.deletedInIndex:
      return [originalUri, before, undefined];
    default:
      return [now, before, now];
  }
}
