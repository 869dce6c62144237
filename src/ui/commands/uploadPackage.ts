import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Account, UploadOrder } from '../../core/model';
import type { KeyWatch } from '../../core/ports/keyWatch';
import type { PackageFile } from '../../core/ports/packageReader';
import type { Tem } from '../../core/ports/tem';
import type { Accounts } from '../accounts/accounts';
import type { ApplicationNode } from '../applications/nodes';
import { readProvenance } from '../git/readProvenance';
import { readVersionTemplate } from '../settings';
import { chooseTargets, type Chosen, type GivenTarget } from '../upload/chooseTargets';
import type { LastTargets } from '../upload/lastTargets';
import { packagesAmong } from '../upload/packagesAmong';
import { pickPackageFiles } from '../upload/pickPackageFiles';
import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Uploads } from '../uploads/uploads';

/** Whom to ask for the file and its target, and what then moves it. */
export interface UploadPackageNeeds extends FollowUploadNeeds {
  readonly accounts: Pick<Accounts, 'connect' | 'current'>;
  readonly keys: KeyWatch;
  readonly tem: Pick<Tem, 'listApplications'>;
  readonly packageFile: PackageFile;
  readonly uploads: FollowUploadNeeds['uploads'] & Pick<Uploads, 'start'>;
  readonly lastTargets: Pick<LastTargets, 'of' | 'remember'>;
  readonly regions: () => readonly string[];
  readonly signIn: () => Promise<void>;
}

/** Uploads the packages clicked in the explorer, or chosen from a list where none was clicked. */
export function uploadPackageCommand(needs: UploadPackageNeeds) {
  return async (clicked?: unknown, selected?: readonly vscode.Uri[]): Promise<void> => {
    const account = await accountInUse(needs);
    if (!account) return;
    const files = clicked instanceof vscode.Uri ? packagesAmong(selected ?? [clicked]) : await pickPackageFiles();
    await upload(
      needs,
      files.map(({ fsPath }) => fsPath),
      account,
    );
  };
}

/** Uploads chosen packages to the application of the clicked row. */
export function uploadHereCommand(needs: UploadPackageNeeds) {
  return async ({ account, region, application }: ApplicationNode): Promise<void> => {
    const target = { accountId: account.id, region, applicationId: application.id, applicationName: application.name };
    const paths = (await pickPackageFiles()).map(({ fsPath }) => fsPath);
    await upload(needs, paths, account, { target, deployMode: application.deployMode });
  };
}

/** Someone signed out is led to signing in, and on from there. */
async function accountInUse({ accounts, signIn }: UploadPackageNeeds): Promise<Account | undefined> {
  const account = await accounts.current();
  if (account) return account;
  await signIn();
  return accounts.current();
}

async function upload(
  needs: UploadPackageNeeds,
  paths: readonly string[],
  account: Account,
  given?: GivenTarget,
): Promise<void> {
  const retry = (path: string) => upload(needs, [path], account, given);
  const chosen = await chooseTargets({ ...needs, retry }, paths, account, given);
  await Promise.all(chosen.map(async (one) => followUpload(needs, needs.uploads.start(await orderOf(one, account)))));
}

async function orderOf({ path, target }: Chosen, account: Account): Promise<UploadOrder> {
  const file = vscode.Uri.file(path);
  const versionTemplate = readVersionTemplate(file);
  const provenance = await readProvenance(file, account.name);
  return { id: crypto.randomUUID(), target, path, packageName: basename(path), versionTemplate, ...provenance };
}
