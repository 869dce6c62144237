import * as vscode from 'vscode';
import {
  accountFilesOnUse,
  builtPackagesOnUse,
  cloudOnUse,
  directoriesOnUse,
  engineOnUse,
  filesOnUse,
  journalOnUse,
  openStoredOnUse,
  rolloutRecordsOnUse,
  storedOnUse,
} from './adapters';
import { systemClock } from './core/clock';
import { onFirstUse } from './core/onFirstUse';
import { Accounts } from './ui/accounts/accounts';
import { AuthState } from './ui/accounts/authState';
import { followRenewals } from './ui/accounts/keyRenewals';
import { StoredThroughput } from './ui/uploads/storedThroughput';
import { StoredRefusals } from './ui/uploads/storedRefusals';
import { StoredRecords } from './ui/uploads/storedRecords';
import {
  readEndpoints,
  readGroupBy,
  readMaxConcurrent,
  readRegions,
  readSourceChannel,
  readUploadDelta,
  readWatchSeconds,
} from './ui/vscode/settings';
import type { WindowParts } from './ui/vscode/windowParts';

/** Builds each part of the product once and joins them; what is large is loaded with its first use. */
export function createServices(
  context: vscode.ExtensionContext,
  { log, withErrorReporting, keyRenewals }: WindowParts,
) {
  const { globalState: state, globalStorageUri, secrets, workspaceState } = context;
  const storage = (name: string) => vscode.Uri.joinPath(globalStorageUri, name).fsPath;
  const { tem, store, readKey, look, listProfiles } = cloudOnUse({
    callsFolder: storage('calls'),
    sourceChannel: readSourceChannel,
    log,
  });
  const accountFiles = accountFilesOnUse(storage('accounts'));
  const accounts = new Accounts({ secrets, state, files: accountFiles, readKey, endpoints: readEndpoints });
  const auth = new AuthState();
  const renewals = followRenewals({ accounts, auth, keyRenewals });
  const records = new StoredRecords(state);
  const refusals = new StoredRefusals(state, systemClock);
  const engine = engineOnUse(new StoredThroughput(state), log);
  const journal = journalOnUse(storage('uploads'));
  const stored = storedOnUse(storage('downloads'), log);
  const openStored = openStoredOnUse(stored, { connections: accounts, tem, auth });
  const rolloutRecords = rolloutRecordsOnUse(storage('rollouts'));

  const catalog = onFirstUse(async () => {
    const { Catalog } = await import(/* webpackChunkName: "applications" */ './browse/catalog');
    const rolloutNotes = async () => (await rolloutRecords()).all();
    return new Catalog({ accounts, auth, tem, store, records, rolloutRecords: rolloutNotes });
  });

  const uploads = onFirstUse(async () => {
    const [{ uploadPackage }, { packageReuse }, { Uploads }, notes] = await Promise.all([
      import(/* webpackChunkName: "uploads" */ './core/uploadPackage'),
      import(/* webpackChunkName: "uploads" */ './core/delta/packageReuse'),
      import(/* webpackChunkName: "uploads" */ './ui/uploads/uploads'),
      journal(),
    ]);
    const own = { ...engine, connections: accounts, tem, journal: notes, records, clock: systemClock };
    const reuseOf = packageReuse({
      ...own,
      refusals,
      openStored,
      kept: directoriesOnUse(storage('directories')),
      packages: async (place, options) => (await catalog()).packages(place, options, place.packageName),
      isOn: readUploadDelta,
    });
    const deps = { ...own, reuseOf };
    return new Uploads({
      upload: (order, run) => auth.observe(order.target.accountId, run.signal, uploadPackage(deps, order, run)),
      journal: notes,
      maxConcurrent: readMaxConcurrent,
    });
  });

  const dropped = onFirstUse(async () => {
    const [{ DroppedFiles }, list, notes] = await Promise.all([
      import(/* webpackChunkName: "uploads" */ './ui/uploads/droppedFiles'),
      uploads(),
      journal(),
    ]);
    const folder = vscode.Uri.joinPath(globalStorageUri, 'dropped');
    return new DroppedFiles({ folder, uploads: list, journal: notes });
  });

  const rollouts = onFirstUse(async () => {
    const [{ deploymentParts }, notes] = await Promise.all([
      import(/* webpackChunkName: "deployments" */ './core/deployment/deploymentParts'),
      rolloutRecords(),
    ]);
    const deps = { tem, connections: accounts, auth, log, clock: systemClock, uploadRecords: records, stored };
    return deploymentParts({
      ...deps,
      records: notes,
      watchMs: () => readWatchSeconds() * 1000,
      newId: () => crypto.randomUUID(),
      who: async ({ accountId }) => {
        const name = (await accounts.list()).find(({ id }) => id === accountId)?.name;
        const [folder] = vscode.workspace.workspaceFolders ?? [];
        if (!name || !folder) return name;
        const { readProvenance } = await import(/* webpackChunkName: "deployments" */ './ui/uploads/readProvenance');
        return (await readProvenance(folder.uri, name)).who;
      },
    });
  });

  const files = filesOnUse();
  const builtPackages = builtPackagesOnUse();
  const checks = onFirstUse(async () => {
    const [{ packageChecks }, { MutedFindings }, { reader }, shown] = await Promise.all([
      import(/* webpackChunkName: "uploads" */ './ui/checks/packageChecks'),
      import(/* webpackChunkName: "uploads" */ './ui/checks/mutedFindings'),
      files(),
      catalog(),
    ]);
    const deps = { reader, builtPackages, clock: systemClock, tem, connections: accounts, auth, catalog: shown };
    return {
      checks: packageChecks({ ...deps, openStored }),
      muted: new MutedFindings(workspaceState),
    };
  });

  const sandbox = onFirstUse(async () => {
    const [{ PracticeSandbox }, { externalSandbox }, { forgetUploads }] = await Promise.all([
      import(/* webpackChunkName: "sandboxCommands" */ './ui/sandbox/practiceSandbox'),
      import(/* webpackChunkName: "sandboxCommands" */ './ui/sandbox/externalSandbox'),
      import(/* webpackChunkName: "sandboxCommands" */ './core/forgetUploads'),
    ]);
    const forget = async (accountId: string) => {
      for (const one of [records, refusals, await rolloutRecords()]) await one.forget(accountId);
      await forgetUploads(await journal(), accountId);
    };
    const start = async () => {
      const { TEM_TOOLKIT_SANDBOX: beside } = process.env;
      if (beside) return externalSandbox(beside);
      const { Sandbox } = await import(/* webpackChunkName: "sandbox" */ './sandbox/sandbox');
      return Sandbox.start({ conditions: { policy: { multipart: true, listing: true, copying: 'application' } } });
    };
    return new PracticeSandbox({ accounts, records: { forget }, refusals, start });
  });

  return {
    log,
    withErrorReporting,
    state,
    accounts,
    auth,
    connections: accounts,
    onDidRenewKey: keyRenewals.event,
    tem,
    readKey,
    look,
    listProfiles,
    clock: systemClock,
    regions: readRegions,
    groupBy: readGroupBy,
    endpoints: readEndpoints,
    ...engine,
    records,
    journal,
    stored,
    files,
    checks,
    builtPackages,
    catalog,
    uploads,
    rollouts,
    dropped,
    sandbox,
    endsWithWindow: async (accountId: string) => (await (await sandbox.ifUsed())?.owns(accountId)) ?? false,
    /** Lets other windows go on with what is under way; resolves when nothing of a cancelled upload is left in COS. */
    async shutDown(): Promise<void> {
      (await journal.ifUsed())?.shutDown();
      // What is only queued begins in no window that ends; this releases its note as well.
      (await rollouts.ifUsed())?.board.dispose();
      await engine.settled();
    },
    dispose(): void {
      void sandbox.ifUsed().then((running) => running?.stop());
      void dropped.ifUsed().then((files) => files?.dispose());
      void uploads.ifUsed().then((list) => list?.dispose());
      void rollouts.ifUsed().then((parts) => parts?.board.dispose());
      for (const one of [renewals, accounts, auth]) one.dispose();
    },
  };
}
