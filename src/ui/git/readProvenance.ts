import type * as vscode from 'vscode';
import type { PackageOrigin, UploadedPackage } from '../../core/model';
import { gitApi, type GitRepository } from './gitApi';

/** Whose a package is and where it was built. */
export type Provenance = Pick<UploadedPackage, 'who' | 'origin'>;

// Nobody should have to wait for it: it is good to know, and no more.
const patienceMs = 1500;

/**
 * Who uploads `file` and from which commit, as far as git tells. What cannot be known, or not within moments, is absent;
 * it never fails. `accountName` is the account that uploads.
 */
export async function readProvenance(file: vscode.Uri, accountName: string): Promise<Provenance> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Provenance>(
    (resolve) => (timer = setTimeout(() => resolve({ who: accountName }), patienceMs)),
  );
  try {
    return await Promise.race([provenanceOf(file, accountName), late]);
  } catch {
    return { who: accountName };
  } finally {
    clearTimeout(timer);
  }
}

async function provenanceOf(file: vscode.Uri, accountName: string): Promise<Provenance> {
  const git = await gitApi();
  const repository = git?.state === 'initialized' ? git.getRepository(file) : null;
  if (!repository) return { who: accountName };
  const origin = originOf(repository);
  const person = await repository.getConfig('user.name').catch(() => '');
  return { who: person ? `${person} (${accountName})` : accountName, ...(origin && { origin }) };
}

function originOf({ state }: GitRepository): PackageOrigin | undefined {
  const { HEAD, mergeChanges, indexChanges, workingTreeChanges, untrackedChanges = [] } = state;
  if (!HEAD?.commit) return undefined;
  const changes = [mergeChanges, indexChanges, workingTreeChanges, untrackedChanges];
  const isDirty = changes.some(({ length }) => length > 0);
  return { commit: HEAD.commit, ...(HEAD.name && { branch: HEAD.name }), isDirty };
}
