import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Account, UploadOrder } from '../../core/model';
import type { PackageFile } from '../../core/ports/packageReader';
import type { Accounts } from '../accounts/accounts';
import { checkUpload, type CheckUploadDeps, type FileToUpload } from '../checks/checkUpload';
import { showWarning } from '../vscode/showMessage';
import type { ApplicationNode, Node } from '../../browse/nodes';
import { readProvenance } from './readProvenance';
import { readVersionTemplate } from '../vscode/settings';
import { chooseTargets, type Chosen, type ChooseTargetsDeps, type GivenTarget } from './chooseTargets';
import type { LastTargets } from './lastTargets';
import { mayBeSent, type Origin } from './leavesWorkspace';
import type { NodeView } from '../vscode/nodeView';
import { passedFiles } from '../vscode/passedFiles';
import { pickPackageFiles, type PickPackageFilesDeps } from '../vscode/pickPackageFiles';
import { followUploads, type FollowUploadsDeps } from './followUploads';
import { findPassedTarget, type PassedTargetDeps } from './passedTarget';
import type { Uploads } from './uploads';

/** Dependencies of uploading: whom to ask for the file and its target, and what then moves it. */
export interface UploadPackageDeps
  extends
    FollowUploadsDeps,
    PickPackageFilesDeps,
    Pick<ChooseTargetsDeps, 'clock' | 'regions'>,
    Pick<CheckUploadDeps, 'checks' | 'muted' | 'showChecks' | 'showStored'> {
  readonly accounts: Pick<Accounts, 'current' | 'list'>;
  readonly catalog: ChooseTargetsDeps['catalog'] & PassedTargetDeps['catalog'];
  readonly applications: Pick<NodeView<Node>, 'find'>;
  readonly packageFile: PackageFile;
  readonly uploads: FollowUploadsDeps['uploads'] & Pick<Uploads, 'start'>;
  readonly lastTargets: Pick<LastTargets, 'of' | 'remember'>;
  readonly signIn: () => Promise<void>;
  /** Loads and starts what an upload needs, while a person still chooses where it goes. */
  readonly prepare: () => void;
}

/**
 * Uploads the packages that are clicked in the explorer or passed as `passedFiles` says, or chosen from a list where none was; to the
 * target that is passed, else to one that is asked for.
 */
export function uploadPackageCommand(deps: UploadPackageDeps) {
  return async (clicked?: unknown, second?: unknown): Promise<void> => {
    // The button of the view passes the row that has the focus: it is for no row.
    const isButton = deps.applications.find(clicked) !== undefined;
    const passed = isButton ? ({ kind: 'none' } as const) : await passedFiles(clicked, second);
    if (passed.kind === 'refused') return void showWarning(passed.why);
    const account = await accountInUse(deps);
    if (!account) return;
    const found =
      passed.kind !== 'none' && passed.target !== undefined
        ? await findPassedTarget(deps, passed.target, account)
        : undefined;
    if (found?.kind === 'refused') return void showWarning(found.why);
    const files = passed.kind === 'files' ? passed.files : await pickPackageFiles(deps);
    const origin = passed.kind === 'files' ? 'passed' : 'chosen';
    await upload(deps, pathsOf(files), found?.account ?? account, { origin, ...(found && { given: found.given }) });
  };
}

/** Uploads chosen packages to the application of the clicked row. */
export function uploadHereCommand(deps: UploadPackageDeps) {
  return async ({ account, region, application }: ApplicationNode): Promise<void> => {
    const given = givenTarget({ account, region, application });
    await upload(deps, pathsOf(await pickPackageFiles(deps)), account, { origin: 'chosen', given });
  };
}

/** Makes the target that a row of an application stands for. */
export function givenTarget({ account, region, application }: Omit<ApplicationNode, 'kind'>): GivenTarget {
  const { id: applicationId, name: applicationName, deployMode } = application;
  return { target: { accountId: account.id, region, applicationId, applicationName }, deployMode };
}

/** Gives the absolute paths of files of this machine. */
export function pathsOf(files: readonly vscode.Uri[]): readonly string[] {
  return files.map(({ fsPath }) => fsPath);
}

/** Someone signed out is led to signing in, and on from there. */
export async function accountInUse({
  accounts,
  signIn,
}: Pick<UploadPackageDeps, 'signIn'> & { readonly accounts: Pick<Accounts, 'current'> }): Promise<Account | undefined> {
  const account = await accounts.current();
  if (account) return account;
  await signIn();
  return accounts.current();
}

/** Way that files came to be uploaded, and the application that was meant with them, so that none is asked for. */
interface How {
  readonly origin: Origin;
  readonly given?: GivenTarget;
}

/** Uploads the files at absolute paths, each once, when they have been checked and, where they leave the workspace, meant. */
export async function upload(
  deps: UploadPackageDeps,
  files: readonly string[],
  account: Account,
  how: How,
): Promise<void> {
  const { origin, given } = how;
  const paths = [...new Set(files)];
  if (!(await mayBeSent(deps.realPath, paths, origin))) return;
  deps.prepare();
  const retry = (again: readonly string[]) => upload(deps, again, account, how);
  const chosen = await chooseTargets({ ...deps, retry }, paths, account, given);
  const mayBe = (path: string) => mayBeSent(deps.realPath, [path], 'chosen');
  const meant: readonly (Chosen & FileToUpload)[] = await checkUpload({ ...deps, mayBeSent: mayBe }, chosen);
  const orders = await Promise.all(
    meant.map(async (one): Promise<UploadOrder> => {
      const order = await orderOf(one, account);
      return one.acceptsDamage ? { ...order, acceptsDamage: true } : order;
    }),
  );
  const started = orders.map((order) => deps.uploads.start(order));
  if (started.length > 0) await followUploads(deps, started);
}

/** Makes the order to upload a file. */
export async function orderOf({ path, target }: Chosen, account: Account): Promise<UploadOrder> {
  const file = vscode.Uri.file(path);
  const versionTemplate = readVersionTemplate(file);
  const provenance = await readProvenance(file, account.name);
  return { id: crypto.randomUUID(), target, path, packageName: basename(path), versionTemplate, ...provenance };
}
