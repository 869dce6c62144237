import * as vscode from 'vscode';
import { systemClock } from './core/clock';
import { Catalog } from './browse/catalog';
import { discardUpload } from './core/discardUpload';
import { runPendingCleanups } from './core/runPendingCleanups';
import { forgetUploads } from './core/forgetUploads';
import { downloadLink } from './core/downloadLink';
import { downloadPackage } from './core/downloadPackage';
import { openStoredPackage } from './core/openStoredPackage';
import { raceAbort } from './core/raceAbort';
import { uploadPackage } from './core/uploadPackage';
import { packageReader } from './jar/packageReader';
import { realPath } from './jar/realPath';
import { Accounts } from './ui/accounts/accounts';
import { AccountStatus } from './ui/accounts/accountStatus';
import { AuthState } from './ui/accounts/authState';
import { ApplicationsView } from './ui/applications/applicationsView';
import type { PackageNode } from './browse/nodes';
import { packageAddress } from './browse/packageAddress';
import {
  accountRow,
  applicationRow,
  loadingRow,
  moreRow,
  packageRow,
  refreshableRow,
  uploadableRow,
} from './ui/applications/rowKinds';
import { createErrorReporter } from './ui/vscode/errorReporter';
import { cancelUploadCommand } from './ui/uploads/cancelUpload';
import { clearUploadsCommand } from './ui/uploads/clearUploads';
import { comparePackagesCommand } from './ui/packages/comparePackages';
import { copyDownloadLinkCommand } from './ui/packages/copyDownloadLink';
import { clearFilterCommand, filterApplicationsCommand } from './ui/applications/filterApplications';
import { copyId } from './ui/applications/copyId';
import { copyPackagePath } from './ui/uploads/copyPackagePath';
import { copyVersion } from './ui/packages/copyVersion';
import { discardUploadCommand } from './ui/uploads/discardUpload';
import { downloadPackageCommand } from './ui/packages/downloadPackage';
import { findApplicationCommand } from './ui/applications/findApplication';
import { groupByCommand } from './ui/applications/groupBy';
import { openConsoleCommand } from './ui/applications/openConsole';
import { refreshCommand } from './ui/applications/refresh';
import { removeUploadCommand } from './ui/uploads/removeUpload';
import { retryUploadsCommand } from './ui/uploads/retryUpload';
import { revealPackageFile } from './ui/uploads/revealPackageFile';
import { selectRegions } from './ui/applications/selectRegions';
import { setSandboxConditionsCommand } from './ui/sandbox/setSandboxConditions';
import { showInTemCommand } from './ui/uploads/showInTem';
import { showPackageFactsCommand } from './ui/packages/showPackageFacts';
import { showUploadErrorCommand } from './ui/uploads/showUploadError';
import { signInAgainCommand, signInCommand, type SignInDeps } from './ui/accounts/signIn';
import { signOutAccountCommand, signOutCommand } from './ui/accounts/signOut';
import { switchAccountCommand, useAccountCommand } from './ui/accounts/switchAccount';
import { uploadHereCommand, uploadPackageCommand, type UploadPackageDeps } from './ui/uploads/uploadPackage';
import { ReadOnlyTexts } from './ui/packages/readOnlyTexts';
import { askPlace } from './ui/packages/askPlace';
import { PracticeSandbox, type RunningSandbox } from './ui/sandbox/practiceSandbox';
import { eitherRows, onRow } from './ui/vscode/onRow';
import { registerCommands } from './ui/vscode/registerCommands';
import { externalSandbox } from './ui/sandbox/externalSandbox';
import {
  affectsBrowsing,
  readEndpoints,
  readGroupBy,
  readMaxConcurrent,
  readRegions,
  readSourceChannel,
} from './ui/vscode/settings';
import { followSignedIn } from './ui/accounts/followSignedIn';
import { LastTargets } from './ui/uploads/lastTargets';
import { offerNextStep } from './ui/uploads/offerNextStep';
import { StoredRates } from './ui/uploads/storedRates';
import { StoredRecords } from './ui/uploads/storedRecords';
import { offerResume } from './ui/uploads/offerResume';
import {
  anyUpload,
  cancellableUpload,
  failedUpload,
  finishedUpload,
  removableUpload,
  repeatableUpload,
  resumableUpload,
  storedRow,
} from './ui/uploads/uploadKinds';
import type { Upload } from './ui/uploads/upload';
import { cloudOnUse, engineOnUse, storedOnUse } from './services';
import { Uploads } from './ui/uploads/uploads';
import { UploadsView } from './ui/uploads/uploadsView';
import { WorkspaceTrust } from './ui/vscode/workspaceTrust';
import { FileJournal } from './journal/fileJournal';
import { openLog } from './ui/vscode/log';

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
  const attempt = createErrorReporter(log);
  const state = context.globalState;
  const storage = (name: string) => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const cloud = cloudOnUse({ callsFolder: storage('calls'), sourceChannel: readSourceChannel });
  const { tem, readKey } = cloud;
  const accounts = new Accounts({ secrets: context.secrets, state, readKey, endpoints: readEndpoints });
  const records = new StoredRecords(state);
  const regions = readRegions;
  const keys = new AuthState();
  const trust = new WorkspaceTrust();
  const catalogue = new Catalog({ accounts, keys, tem, store: cloud.store, records });
  const applications = new ApplicationsView({
    accounts,
    catalogue,
    regions,
    keys,
    groupBy: readGroupBy,
    pause: systemClock.sleep,
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
  const signInDeps: SignInDeps = {
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
  const signIn = signInCommand(signInDeps);
  const { packageFile, transfer } = engine;
  const clock = { now: () => Date.now() };
  const moveDeps = { connections: accounts, tem, packageFile, uploader: transfer, journal, records, clock };
  const uploads = new Uploads({
    upload: (order, run) => keys.observe(order.target.accountId, run.signal, uploadPackage(moveDeps, order, run)),
    journal,
    maxConcurrent: readMaxConcurrent,
  });
  const uploadDeps: UploadPackageDeps = {
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
  const signOutDeps = { accounts, stopSandbox: stopPractice };
  const texts = new ReadOnlyTexts();
  const linkDeps = { connections: accounts, tem };
  const stored = storedOnUse(storage('downloads'));
  const openStored = async (node: PackageNode, signal: AbortSignal) =>
    keys.observe(
      node.parent.account.id,
      signal,
      openStoredPackage(
        { ...linkDeps, ...(await raceAbort(signal, stored())) },
        packageAddress(node),
        node.known,
        signal,
      ),
    );
  const beside = (node: PackageNode) => applications.packagesBeside(node);
  const packageTextDeps = { reader: packageReader, openStored, beside, texts, attempt, rows: applications };
  const copyLink = copyDownloadLinkCommand({
    link: (address, signal) => keys.observe(address.accountId, signal, downloadLink(linkDeps, address, signal)),
    attempt,
  });
  const download = downloadPackageCommand({
    askPlace,
    look: async (path) => (await stored()).downloader.lookAt(path),
    download: async (address, place, run) =>
      keys.observe(
        address.accountId,
        run.signal,
        downloadPackage({ ...linkDeps, ...(await raceAbort(run.signal, stored())) }, address, place, run),
      ),
    attempt,
  });
  const uploadsView = new UploadsView(uploads);
  const retryUploads = trust.guard(retryUploadsCommand(uploadDeps));
  const retryUpload = (upload: Upload) => retryUploads([upload]);
  const discard = discardUploadCommand({
    uploads,
    attempt,
    discard: (unfinished, signal) => discardUpload(moveDeps, unfinished, signal),
  });
  const lookForInterrupted = () =>
    void attempt(
      'TEM Toolkit',
      offerResume({ accounts, uploads, abandoned: () => journal.abandoned(), resume: retryUploads, discard }),
    );
  const ending = new AbortController();
  const dropLeftovers = async () => {
    const ids = (await accounts.list()).map(({ id }) => id);
    await runPendingCleanups(moveDeps, ids, ending.signal);
  };
  finish = () => {
    journal.shutDown();
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
        'tem.signInAgain': signInAgainCommand(signInDeps, applications),
        'tem.signOut': signOutCommand(signOutDeps),
        'tem.signOutAccount': onRow(applications, accountRow, signOutAccountCommand(signOutDeps)),
        'tem.switchAccount': switchAccountCommand({ accounts, signIn }),
        'tem.useAccount': onRow(applications, accountRow, useAccountCommand({ accounts })),
        'tem.selectRegions': selectRegions,
        'tem.uploadPackage': trust.guard(uploadPackageCommand(uploadDeps)),
        'tem.uploadHere': onRow(applications, uploadableRow, trust.guard(uploadHereCommand(uploadDeps))),
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
        'tem.showPackageFacts': showPackageFactsCommand(packageTextDeps),
        'tem.comparePackages': comparePackagesCommand(packageTextDeps),
        'tem.showInTem': onRow(uploadsView, finishedUpload, showInTemCommand(applications)),
        'tem.showUploadError': onRow(uploadsView, failedUpload, showUploadErrorCommand(uploadDeps)),
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
  if (beside) return externalSandbox(beside);
  const { Sandbox } = await import(/* webpackChunkName: "sandbox" */ './sandbox/sandbox');
  return Sandbox.start();
}
