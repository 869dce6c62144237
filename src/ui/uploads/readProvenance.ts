import type * as vscode from 'vscode';
import { gitApi } from '../vscode/gitApi';
import { provenanceOf, type Provenance } from './provenanceOf';

// Nobody should have to wait for it: it is good to know, and no more.
const patienceMs = 1500;

/**
 * Finds who uploads `file` and from which commit, as far as git tells. What cannot be known, or not within moments, is absent;
 * it never fails. `accountName` is the account that uploads.
 */
export async function readProvenance(file: vscode.Uri, accountName: string): Promise<Provenance> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Provenance>(
    (resolve) => (timer = setTimeout(() => resolve({ who: accountName }), patienceMs)),
  );
  try {
    return await Promise.race([askGit(file, accountName), late]);
  } catch {
    return { who: accountName };
  } finally {
    clearTimeout(timer);
  }
}

async function askGit(file: vscode.Uri, accountName: string): Promise<Provenance> {
  const git = await gitApi();
  const repository = git?.state === 'initialized' ? git.getRepository(file) : null;
  if (!repository) return { who: accountName };
  const person = await repository.getConfig('user.name').catch(() => '');
  return provenanceOf(accountName, person, repository.state);
}
