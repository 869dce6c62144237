import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Account, UploadOrder } from '../../core/model';
import type { AuthObserver } from '../../core/ports/authObserver';
import type { PackageFile } from '../../core/ports/packageReader';
import type { Tem } from '../../core/ports/tem';
import type { Accounts } from '../accounts/accounts';
import { showWarning } from '../vscode/showMessage';
import type { ApplicationNode } from '../../browse/nodes';
import { readProvenance } from './readProvenance';
import { readVersionTemplate } from '../vscode/settings';
import { chooseTargets, type Chosen, type GivenTarget } from './chooseTargets';
import type { LastTargets } from './lastTargets';
import { mayBeSent, type Origin } from './leavesWorkspace';
import { maxPassed, passedFiles } from '../vscode/passedFiles';
import { pickPackageFiles } from '../vscode/pickPackageFiles';
import { followUploads, type FollowUploadsDeps } from './followUploads';
import type { Uploads } from './uploads';

/** Dependencies of uploading: whom to ask for the file and its target, and what then moves it. */
export interface UploadPackageDeps extends FollowUploadsDeps {
  readonly accounts: Pick<Accounts, 'connect' | 'current'>;
  readonly auth: AuthObserver;
  readonly tem: Pick<Tem, 'listApplications'>;
  readonly packageFile: PackageFile;
  readonly uploads: FollowUploadsDeps['uploads'] & Pick<Uploads, 'start'>;
  readonly lastTargets: Pick<LastTargets, 'of' | 'remember'>;
  readonly regions: () => readonly string[];
  readonly signIn: () => Promise<void>;
  /** Loads and starts what an upload needs, while a person still chooses where it goes. */
  readonly prepare: () => void;
}

/** Uploads the packages clicked in the explorer, or chosen from a list where none was clicked. */
export function uploadPackageCommand(deps: UploadPackageDeps) {
  return async (clicked?: unknown, selected?: unknown): Promise<void> => {
    const account = await accountInUse(deps);
    if (!account) return;
    const passed = passedFiles(clicked, selected);
    if (passed && (passed.length === 0 || passed.length > maxPassed)) return sayWrong(passed.length);
    await upload(deps, passed ?? (await pickPackageFiles()), account, { origin: passed ? 'passed' : 'chosen' });
  };
}

/** Uploads chosen packages to the application of the clicked row. */
export function uploadHereCommand(deps: UploadPackageDeps) {
  return async ({ account, region, application }: ApplicationNode): Promise<void> => {
    const target = { accountId: account.id, region, applicationId: application.id, applicationName: application.name };
    const given = { target, deployMode: application.deployMode };
    await upload(deps, await pickPackageFiles(), account, { origin: 'chosen', given });
  };
}

function sayWrong(count: number): void {
  const said =
    count === 0
      ? vscode.l10n.t('Only .jar and .war files on the machine that runs this extension can be taken.')
      : vscode.l10n.t('Upload at most {0} packages at once.', maxPassed);
  void showWarning(said);
}

/** Someone signed out is led to signing in, and on from there. */
async function accountInUse({ accounts, signIn }: UploadPackageDeps): Promise<Account | undefined> {
  const account = await accounts.current();
  if (account) return account;
  await signIn();
  return accounts.current();
}

interface How {
  readonly origin: Origin;
  readonly given?: GivenTarget;
}

async function upload(
  deps: UploadPackageDeps,
  files: readonly vscode.Uri[],
  account: Account,
  how: How,
): Promise<void> {
  const { origin, given } = how;
  const paths = files.map(({ fsPath }) => fsPath);
  if (!(await mayBeSent(deps.realPath, paths, origin))) return;
  deps.prepare();
  const retry = (again: readonly string[]) =>
    upload(
      deps,
      again.map((path) => vscode.Uri.file(path)),
      account,
      how,
    );
  const chosen = await chooseTargets({ ...deps, retry }, paths, account, given);
  const orders = await Promise.all(chosen.map((one) => orderOf(one, account)));
  if (orders.length > 0)
    await followUploads(
      deps,
      orders.map((order) => deps.uploads.start(order)),
    );
}

async function orderOf({ path, target }: Chosen, account: Account): Promise<UploadOrder> {
  const file = vscode.Uri.file(path);
  const versionTemplate = readVersionTemplate(file);
  const provenance = await readProvenance(file, account.name);
  return { id: crypto.randomUUID(), target, path, packageName: basename(path), versionTemplate, ...provenance };
}
