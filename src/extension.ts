import * as vscode from 'vscode';
import { machineTiming } from './cloud/timing';
import { Catalogue } from './core/browse/catalogue';
import { discardUpload } from './core/discardUpload';
import { finishDrops } from './core/finishDrops';
import { forgetUploads } from './core/forgetUploads';
import { downloadLink } from './core/downloadLink';
import { downloadPackage } from './core/downloadPackage';
import { openStoredPackage } from './core/openStoredPackage';
import { orCancelled } from './core/orCancelled';
import { uploadPackage } from './core/uploadPackage';
import { packageReader } from './jar/packageReader';
import { realPath } from './jar/realPath';
import { Accounts } from './ui/accounts/accounts';
import { AccountStatus } from './ui/accounts/accountStatus';
import { KeyComplaints } from './ui/accounts/keyComplaints';
import { ApplicationsView } from './ui/applications/applicationsView';
import type { PackageNode } from './ui/applications/nodes';
import { packageAddress } from './ui/applications/packageAddress';
import {
  accountRow,
  applicationRow,
  loadingRow,
  moreRow,
  packageRow,
  refreshableRow,
  storedRow,
  uploadableRow,
} from './ui/applications/rowKinds';
import { makeAttempt } from './ui/attempt';
import { cancelUploadCommand } from './ui/commands/cancelUpload';
import { clearUploadsCommand } from './ui/commands/clearUploads';
import { comparePackagesCommand } from './ui/commands/comparePackages';
import { copyDownloadLinkCommand } from './ui/commands/copyDownloadLink';
import { clearFilterCommand, filterApplicationsCommand } from './ui/commands/filterApplications';
import { copyId } from './ui/commands/copyId';
import { copyPackagePath } from './ui/commands/copyPackagePath';
import { copyVersion } from './ui/commands/copyVersion';
import { discardUploadCommand } from './ui/commands/discardUpload';
import { downloadPackageCommand } from './ui/commands/downloadPackage';
import { findApplicationCommand } from './ui/commands/findApplication';
import { groupByCommand } from './ui/commands/groupBy';
import { openConsoleCommand } from './ui/commands/openConsole';
import { refreshCommand } from './ui/commands/refresh';
import { removeUploadCommand } from './ui/commands/removeUpload';
import { retryUploadsCommand } from './ui/commands/retryUpload';
import { revealPackageFile } from './ui/commands/revealPackageFile';
import { selectRegions } from './ui/commands/selectRegions';
import { setSandboxConditionsCommand } from './ui/commands/setSandboxConditions';
import { showInTemCommand } from './ui/commands/showInTem';
import { showPackageFactsCommand } from './ui/commands/showPackageFacts';
import { showUploadErrorCommand } from './ui/commands/showUploadError';
import { signInAgainCommand, signInCommand, type SignInNeeds } from './ui/commands/signIn';
import { signOutAccountCommand, signOutCommand } from './ui/commands/signOut';
import { switchAccountCommand, useAccountCommand } from './ui/commands/switchAccount';
import { uploadHereCommand, uploadPackageCommand, type UploadPackageNeeds } from './ui/commands/uploadPackage';
import { ReadOnlyTexts } from './ui/packages/readOnlyTexts';
import { askPlace } from './ui/downloads/askPlace';
import { PracticeSandbox, type RunningSandbox } from './ui/practiceSandbox';
import { eitherRows, onRow } from './ui/onRow';
import { registerCommands } from './ui/registerCommands';
import { sandboxBeside } from './ui/sandboxBeside';
import {
  affectsBrowsing,
  readEndpoints,
  readGroupBy,
  readMaxConcurrent,
  readRegions,
  readSourceChannel,
} from './ui/settings';
import { followSignedIn } from './ui/accounts/followSignedIn';
import { LastTargets } from './ui/upload/lastTargets';
import { offerNextStep } from './ui/upload/offerNextStep';
import { StoredRates } from './ui/upload/storedRates';
import { StoredRecords } from './ui/upload/storedRecords';
import { offerResume } from './ui/uploads/offerResume';
import {
  anyUpload,
  cancellableUpload,
  failedUpload,
  finishedUpload,
  removableUpload,
  repeatableUpload,
  resumableUpload,
} from './ui/uploads/uploadKinds';
import type { Upload } from './ui/uploads/upload';
import { cloudOnUse, engineOnUse, storedOnUse } from './services';
import { Uploads } from './ui/uploads/uploads';
import { UploadsView } from './ui/uploads/uploadsView';
import { WorkspaceTrust } from './ui/workspaceTrust';
import { FileJournal } from './upload/fileJournal';
import { openLog } from './ui/log';

// VS Code calls `deactivate` with nothing in its hands.
let finish: () => Promise<void> = () => Promise.resolve();

/** Lets other windows go on with what is under way; resolves when nothing of a cancelled upload is left in the store. */
export function deactivate(): Promise<void> {
  return finish();
}

/** Builds every part once and joins them. */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const log = openLog();
  const attempt = makeAttempt(log);
  const state = context.globalState;
  const storage = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const cloud = cloudOnUse({ callsFolder: storage('calls'), sourceChannel: readSourceChannel });
  const { tem, readKey } = cloud;
  const accounts = new Accounts({ secrets: context.secrets, state, readKey, endpoints: readEndpoints });
  const records = new StoredRecords(state);
  const regions = readRegions;
  const keys = new KeyComplaints();
  const trust = new WorkspaceTrust();
  const catalogue = new Catalogue({ accounts, keys, tem, store: cloud.store, records });
  const applications = new ApplicationsView({
    accounts,
    catalogue,
    regions,
    keys,
    groupBy: readGroupBy,
    pause: machineTiming.sleep,
  });
  const journal = new FileJournal(storage('uploads'));
  const forget = async (accountId: string) => {
    await records.forget(accountId);
    await forgetUploads(journal, accountId);
  };
  const sandbox = new PracticeSandbox({ accounts, records: { forget }, start: startSandbox });
  const startPractice = async () => {
    await sandbox.start();
    await vscode.commands.executeCommand('tem.applications.focus');
  };
  const stopPractice = () => sandbox.stop();
  const engine = engineOnUse(new StoredRates(state));
  const signInNeeds: SignInNeeds = {
    accounts,
    tem,
    attempt,
    readKey,
    look: cloud.look,
    listProfiles: cloud.listProfiles,
    newId: () => crypto.randomUUID(),
    regions,
    endpoints: readEndpoints,
    startSandbox: startPractice,
  };
  const signIn = signInCommand(signInNeeds);
  const { packageFile, transfer } = engine;
  const clock = { now: () => Date.now() };
  const moveNeeds = { connections: accounts, tem, packageFile, transfer, journal, records, clock };
  const uploads = new Uploads({
    upload: (order, run) => keys.hear(order.target.accountId, run.signal, uploadPackage(moveNeeds, order, run)),
    journal,
    mostAtOnce: readMaxConcurrent,
  });
  const uploadNeeds: UploadPackageNeeds = {
    accounts,
    keys,
    tem,
    packageFile,
    realPath,
    uploads,
    attempt,
    lastTargets: new LastTargets(state),
    regions,
    signIn,
    prepare: engine.prepare,
    refresh: (target) => applications.refreshApplication(target),
    offerNextStep: offerNextStep(applications),
  };
  const signOutNeeds = { accounts, stopSandbox: stopPractice };
  const texts = new ReadOnlyTexts();
  const linkNeeds = { connections: accounts, tem };
  const stored = storedOnUse(storage('downloads'));
  const openStored = async (node: PackageNode, signal: AbortSignal) =>
    keys.hear(
      node.parent.account.id,
      signal,
      openStoredPackage(
        { ...linkNeeds, ...(await orCancelled(signal, stored())) },
        packageAddress(node),
        node.known,
        signal,
      ),
    );
  const beside = (node: PackageNode) => applications.packagesBeside(node);
  const packageTextNeeds = { reader: packageReader, openStored, beside, texts, attempt, rows: applications };
  const copyLink = copyDownloadLinkCommand({
    link: (address, signal) => keys.hear(address.accountId, signal, downloadLink(linkNeeds, address, signal)),
    attempt,
  });
  const download = downloadPackageCommand({
    askPlace,
    look: async (path) => (await stored()).receiver.look(path),
    download: async (address, place, run) =>
      keys.hear(
        address.accountId,
        run.signal,
        downloadPackage({ ...linkNeeds, ...(await orCancelled(run.signal, stored())) }, address, place, run),
      ),
    attempt,
  });
  const uploadsView = new UploadsView(uploads);
  const retryUploads = trust.guard(retryUploadsCommand(uploadNeeds));
  const retryUpload = (upload: Upload) => retryUploads([upload]);
  const discard = discardUploadCommand({
    uploads,
    attempt,
    discard: (unfinished, signal) => discardUpload(moveNeeds, unfinished, signal),
  });
  const lookForInterrupted = () =>
    void attempt(
      'TEM Toolkit',
      offerResume({ accounts, uploads, abandoned: () => journal.abandoned(), resume: retryUploads, discard }),
    );
  const ending = new AbortController();
  const dropLeftovers = async () => {
    const ids = (await accounts.list()).map(({ id }) => id);
    await finishDrops(moveNeeds, ids, ending.signal);
  };
  finish = () => {
    journal.release();
    return engine.settled();
  };

  context.subscriptions.push(
    log,
    accounts,
    applications,
    uploads,
    texts,
    uploadsView,
    new AccountStatus({ accounts, keys }),
    keys,
    trust,
    followSignedIn(accounts),
    { dispose: () => void stopPractice() },
    { dispose: () => ending.abort() },
    accounts.onDidChange(() => applications.refresh()),
    accounts.onDidChange(lookForInterrupted),
    accounts.onDidChange(() => void dropLeftovers()),
    { dispose: journal.watch(lookForInterrupted) },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tem.groupBy')) applications.rearrange();
      if (affectsBrowsing(event)) applications.refresh();
      if (event.affectsConfiguration('tem.upload')) uploads.startWaiting();
    }),
    ...registerCommands(
      {
        'tem.signIn': signIn,
        'tem.signInAgain': signInAgainCommand(signInNeeds, applications),
        'tem.signOut': signOutCommand(signOutNeeds),
        'tem.signOutAccount': onRow(applications, accountRow, signOutAccountCommand(signOutNeeds)),
        'tem.switchAccount': switchAccountCommand({ accounts, signIn }),
        'tem.useAccount': onRow(applications, accountRow, useAccountCommand({ accounts })),
        'tem.selectRegions': selectRegions,
        'tem.uploadPackage': trust.guard(uploadPackageCommand(uploadNeeds)),
        'tem.uploadHere': onRow(applications, uploadableRow, trust.guard(uploadHereCommand(uploadNeeds))),
        'tem.refresh': refreshCommand({ accounts, applications }),
        'tem.refreshRow': onRow(applications, refreshableRow, (node) => applications.refresh(node)),
        'tem.loadMore': onRow(applications, moreRow, (node) => applications.loadMore(node)),
        'tem.findApplication': findApplicationCommand({
          accounts,
          keys,
          tem,
          catalogue,
          applications,
          regions,
          signIn,
        }),
        'tem.filterApplications': filterApplicationsCommand(applications),
        'tem.clearFilter': clearFilterCommand(applications),
        'tem.groupByEnvironment': groupByCommand('environment'),
        'tem.groupByRegion': groupByCommand('region'),
        'tem.stopLoading': onRow(applications, loadingRow, ({ parent }) => applications.stopLoading(parent)),
        'tem.copyId': onRow(applications, applicationRow, copyId),
        'tem.copyPackagePath': onRow(eitherRows(applications, uploadsView), storedRow, copyPackagePath),
        'tem.copyVersion': onRow(applications, packageRow, copyVersion),
        'tem.copyDownloadLink': onRow(applications, packageRow, copyLink),
        'tem.downloadPackage': onRow(applications, packageRow, download),
        'tem.openConsole': openConsoleCommand({ accounts, signIn, rows: applications }),
        'tem.cancelUpload': onRow(uploadsView, cancellableUpload, cancelUploadCommand(uploads)),
        'tem.retryUpload': onRow(uploadsView, repeatableUpload, retryUpload),
        'tem.resumeUpload': onRow(uploadsView, resumableUpload, retryUpload),
        'tem.discardUpload': onRow(uploadsView, resumableUpload, discard),
        'tem.revealPackageFile': onRow(uploadsView, anyUpload, revealPackageFile),
        'tem.showPackageFacts': showPackageFactsCommand(packageTextNeeds),
        'tem.comparePackages': comparePackagesCommand(packageTextNeeds),
        'tem.showInTem': onRow(uploadsView, finishedUpload, showInTemCommand(applications)),
        'tem.showUploadError': onRow(uploadsView, failedUpload, showUploadErrorCommand(uploadNeeds)),
        'tem.removeUpload': onRow(uploadsView, removableUpload, removeUploadCommand(uploads)),
        'tem.clearUploads': clearUploadsCommand(uploads),
        'tem.startSandbox': startPractice,
        'tem.stopSandbox': stopPractice,
        'tem.setSandboxConditions': setSandboxConditionsCommand(sandbox),
        'tem.showLog': () => log.show(),
      },
      attempt,
    ),
  );
  lookForInterrupted();
  void dropLeftovers();
  log.info(`Activated in ${(performance.now() - began).toFixed(1)} ms`);
  if (process.env['TEM_TOOLKIT_SANDBOX']) void attempt('TEM Toolkit', () => sandbox.start());
}

/** The sandbox that `npm start` runs beside VS Code; without one, our own, whose bundle is loaded only now. */
async function startSandbox(): Promise<RunningSandbox> {
  const beside = process.env['TEM_TOOLKIT_SANDBOX'];
  if (beside) return sandboxBeside(beside);
  const { Sandbox } = await import(/* webpackChunkName: "sandbox" */ './sandbox/sandbox');
  return Sandbox.start();
}
