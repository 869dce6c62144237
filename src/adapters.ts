import type { CloudSettings } from './cloud/cloudParts';
import type { listPackages } from './cloud/cos/listPackages';
import type { PackageReuseDeps } from './core/delta/packageReuse';
import { methodsOnUse } from './core/methodsOnUse';
import { onFirstUse } from './core/onFirstUse';
import type { OpenStoredPackageDeps } from './core/openStoredPackage';
import { raceAbort } from './core/raceAbort';
import type { Connection, Credential, CredentialSource } from './core/model';
import type { ArchiveRanges } from './core/ports/archiveRanges';
import type { AuthObserver } from './core/ports/authObserver';
import type { BuiltPackages } from './core/ports/builtPackages';
import type { AccountFiles } from './core/ports/accountFiles';
import type { KeptDirectories } from './core/ports/keptDirectories';
import type { ThroughputHistory } from './core/ports/throughputHistory';
import type { Log } from './core/ports/log';
import type { Tem } from './core/ports/tem';
import type { TemRollouts } from './core/ports/temRollouts';
import type { Uploader } from './core/ports/uploader';
import type { UploadDeps } from './core/uploadPackage';

/** Gives TEM, STS and the sources of credentials. Their bundle is loaded with the first call of any. */
export function cloudOnUse(settings: CloudSettings) {
  const cloud = onFirstUse(async () => {
    const { cloudParts } = await import(/* webpackChunkName: "cloud" */ './cloud/cloudParts');
    return cloudParts(settings);
  });
  const tem: Tem & TemRollouts = methodsOnUse(
    async () => (await cloud()).tem,
    [
      'checkCredential',
      'listApplications',
      'findApplications',
      'describeApplication',
      'listEnvironments',
      'listInstances',
      'describeDeployed',
      'createUploadGrant',
      'packageDownloadUrl',
      'createReadGrant',
      'beginRollout',
      'continueRollout',
      'revertRollout',
      'describeRollout',
      'describeWorkload',
    ],
  );
  return {
    tem,
    store: {
      listPackages: async (...request: Parameters<typeof listPackages>) => (await cloud()).listPackages(...request),
    },
    readKey: async (source: CredentialSource, place: Pick<Connection, 'site' | 'endpoints'>): Promise<Credential> =>
      (await cloud()).credentialSources.credential(source, place),
    look: async (source: CredentialSource) => (await cloud()).credentialSources.inspect(source),
    listProfiles: async () => (await cloud()).listCliProfiles(),
  };
}

/** Gives the part that checks and uploads packages. Its bundle is loaded with the first upload, or the first cleanup. */
export function engineOnUse(
  history: ThroughputHistory,
  log: Log,
): Pick<UploadDeps, 'packageFile'> & {
  readonly uploader: Pick<Uploader, 'upload' | 'discard'>;
  readonly archives: ArchiveRanges;
  readonly prepare: () => void;
  settled(): Promise<void>;
} {
  const engine = onFirstUse(() => loadEngine(history, log));
  return {
    packageFile: methodsOnUse(async () => (await engine()).packageFile, ['check', 'verify']),
    archives: methodsOnUse(async () => (await engine()).archives, ['readDirectory', 'equalRanges']),
    uploader: {
      upload: async (request, context) => (await raceAbort(context.signal, engine())).uploader.upload(request, context),
      discard: async (...request) => (await engine()).uploader.discard(...request),
    },
    prepare: () =>
      void engine().then(
        ({ uploader }) => uploader.prepare(),
        // The upload itself will say why.
        () => undefined,
      ),
    settled: async () => (await engine.ifUsed())?.uploader.settled(),
  };
}

async function loadEngine(history: ThroughputHistory, log: Log) {
  const [{ CosClient }, { FileUploader }, { packageFile }, { archiveRanges: archives }] = await Promise.all([
    import(/* webpackChunkName: "engine" */ './cloud/cos/cosClient'),
    import(/* webpackChunkName: "engine" */ './transfer/upload/fileUploader'),
    import(/* webpackChunkName: "engine" */ './jar/checkPackageFile'),
    import(/* webpackChunkName: "engine" */ './jar/delta/archiveRanges'),
  ]);
  return { uploader: new FileUploader(new CosClient({ log }), { history, log }), packageFile, archives };
}

/** Gives the journal of uploads, which outlives this process. Its bundle is loaded with the first use. */
export function journalOnUse(folder: string) {
  return onFirstUse(async () => {
    const { FileJournal } = await import(/* webpackChunkName: "journal" */ './journal/fileJournal');
    return new FileJournal(folder);
  });
}

/** Gives the directories of uploaded packages. Their bundle is loaded with the first use. */
export function directoriesOnUse(folder: string): KeptDirectories {
  const directories = onFirstUse(async () => {
    const { DirectoryFiles } = await import(/* webpackChunkName: "journal" */ './journal/directoryFiles');
    return new DirectoryFiles(folder);
  });
  return methodsOnUse(directories, ['keep', 'find']);
}

/** Gives the notes of deployments, which outlive this process. Their bundle is loaded with the first use. */
export function rolloutRecordsOnUse(folder: string) {
  return onFirstUse(async () => {
    const { RolloutFiles } = await import(/* webpackChunkName: "deployments" */ './journal/rolloutFiles');
    return new RolloutFiles(folder);
  });
}

/** Gives the files of the accounts. Their bundle is loaded with the first use. */
export function accountFilesOnUse(folder: string): AccountFiles {
  const files = onFirstUse(async () => {
    const { TextFolder } = await import(/* webpackChunkName: "accountFiles" */ './files/textFolder');
    return new TextFolder(folder);
  });
  return {
    ...methodsOnUse(files, ['read', 'create', 'replace', 'remove']),
    watch: (onChange) => {
      let stop: (() => void) | undefined;
      let isStopped = false;
      const begin = async () => {
        const folderOfAccounts = await files();
        if (!isStopped) stop = folderOfAccounts.watch(onChange);
      };
      // Without it, other windows are noticed by the secret storage alone.
      begin().catch(() => undefined);
      return () => {
        isStopped = true;
        stop?.();
      };
    },
  };
}

/** Gives the readers of packages on this machine. Their bundle is loaded with the first use. */
export function filesOnUse() {
  return onFirstUse(async () => {
    const [{ packageReader }, { realPath }] = await Promise.all([
      import(/* webpackChunkName: "jar" */ './jar/packageReader'),
      import(/* webpackChunkName: "jar" */ './jar/realPath'),
    ]);
    return { reader: packageReader, realPath };
  });
}

/** Gives what builds left on this machine. Its bundle is loaded with the first use. */
export function builtPackagesOnUse(): BuiltPackages {
  const builds = onFirstUse(async () => {
    const [{ BuildFolders }, { packageReader: reader }, { systemClock: clock }] = await Promise.all([
      import(/* webpackChunkName: "jar" */ './builds/buildFolders'),
      import(/* webpackChunkName: "jar" */ './jar/packageReader'),
      import(/* webpackChunkName: "jar" */ './core/clock'),
    ]);
    return new BuildFolders({ reader, clock });
  });
  return methodsOnUse(builds, ['look', 'findMeant', 'findNewerSource']);
}

/** Gives the readers and the downloader of packages in COS. Their bundle is loaded with the first use. */
export function storedOnUse(notesFolder: string, log: Log) {
  return onFirstUse(async () => {
    const [{ CosReader }, { FileDownloader }] = await Promise.all([
      import(/* webpackChunkName: "stored" */ './cloud/cos/cosReader'),
      import(/* webpackChunkName: "stored" */ './transfer/download/fileDownloader'),
    ]);
    const packageStore = new CosReader({ log });
    return { packageStore, downloader: new FileDownloader({ store: packageStore, notesFolder, log }) };
  });
}

/** Gives what opens a package in COS to be read by ranges. Its bundle is that of `stored`. */
export function openStoredOnUse(
  stored: ReturnType<typeof storedOnUse>,
  { auth, ...deps }: Pick<OpenStoredPackageDeps, 'connections' | 'tem'> & { readonly auth: AuthObserver },
): PackageReuseDeps['openStored'] {
  return async (address, known, { signal }) => {
    const [{ openStoredPackage }, { packageStore }] = await Promise.all([
      import(/* webpackChunkName: "stored" */ './core/openStoredPackage'),
      stored(),
    ]);
    const opening = openStoredPackage({ ...deps, packageStore }, address, known, signal);
    return auth.observe(address.accountId, signal, opening);
  };
}
