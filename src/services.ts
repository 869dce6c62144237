import type { listPackages } from './cloud/cos/listPackages';
import { onFirstUse } from './core/onFirstUse';
import { raceAbort } from './core/raceAbort';
import type { Connection, Credential, KeySource } from './core/model';
import type { ThroughputHistory } from './core/ports/throughputHistory';
import type { Tem } from './core/ports/tem';
import type { Uploader } from './core/ports/uploader';
import type { UploadDeps } from './core/uploadPackage';

/** What TEM's client is told. */
export interface CloudSettings {
  /** The folder where the windows of this machine share TEM's calls. */
  readonly callsFolder: string;
  /** `SourceChannel` of `CreateCosToken`; `undefined` sends none. */
  readonly sourceChannel: () => number | undefined;
}

/** TEM, STS and the sources of keys. Their bundle is loaded with the first call of any. */
export function cloudOnUse(settings: CloudSettings) {
  const cloud = onFirstUse(() => loadCloud(settings));
  const tem: Tem = {
    checkKey: async (...request) => (await cloud()).tem.checkKey(...request),
    listApplications: async (...request) => (await cloud()).tem.listApplications(...request),
    findApplications: async (...request) => (await cloud()).tem.findApplications(...request),
    describeApplication: async (...request) => (await cloud()).tem.describeApplication(...request),
    listEnvironments: async (...request) => (await cloud()).tem.listEnvironments(...request),
    listInstances: async (...request) => (await cloud()).tem.listInstances(...request),
    describeDeployed: async (...request) => (await cloud()).tem.describeDeployed(...request),
    createUploadGrant: async (...request) => (await cloud()).tem.createUploadGrant(...request),
    packageDownloadUrl: async (...request) => (await cloud()).tem.packageDownloadUrl(...request),
    createReadGrant: async (...request) => (await cloud()).tem.createReadGrant(...request),
  };
  return {
    tem,
    store: {
      listPackages: async (...request: Parameters<typeof listPackages>) => (await cloud()).listPackages(...request),
    },
    readKey: async (source: KeySource, place: Pick<Connection, 'site' | 'endpoints'>): Promise<Credential> =>
      (await cloud()).keySources.key(source, place),
    look: async (source: KeySource) => (await cloud()).keySources.look(source),
    listProfiles: async () => (await cloud()).listCliProfiles(),
  };
}

async function loadCloud({ callsFolder, sourceChannel }: CloudSettings) {
  const [
    { listCliProfiles },
    { KeySources },
    { listPackages },
    { RoleKeys },
    { StsClient },
    { TemClient },
    { systemClock },
  ] = await Promise.all([
    import(/* webpackChunkName: "cloud" */ './cloud/credentials/cliProfiles'),
    import(/* webpackChunkName: "cloud" */ './cloud/credentials/keySources'),
    import(/* webpackChunkName: "cloud" */ './cloud/cos/listPackages'),
    import(/* webpackChunkName: "cloud" */ './cloud/sts/roleKeys'),
    import(/* webpackChunkName: "cloud" */ './cloud/sts/stsClient'),
    import(/* webpackChunkName: "cloud" */ './cloud/tem/temClient'),
    import(/* webpackChunkName: "cloud" */ './core/clock'),
  ]);
  const { now } = systemClock;
  const roles = new RoleKeys(new StsClient(), now);
  const renewed = (credential: Credential) => roles.renewed(credential);
  return {
    tem: new TemClient({ renewed, sourceChannel, callsFolder }),
    keySources: new KeySources({ roles, environment: process.env, now }),
    listPackages,
    listCliProfiles,
  };
}

/** What checks and moves packages; its bundle is loaded with the first upload, or when something is to be dropped. */
export function engineOnUse(rates: ThroughputHistory): Pick<UploadDeps, 'packageFile'> & {
  readonly transfer: Pick<Uploader, 'upload' | 'discard'>;
  readonly prepare: () => void;
  settled(): Promise<void>;
} {
  const engine = onFirstUse(() => loadEngine(rates));
  return {
    packageFile: { check: async (source) => (await engine()).checkPackageFile(source) },
    transfer: {
      upload: async (request, context) => (await raceAbort(context.signal, engine())).transfer.upload(request, context),
      discard: async (...request) => (await engine()).transfer.discard(...request),
    },
    prepare: () =>
      void engine().then(
        ({ transfer }) => transfer.prepare(),
        // The upload itself will say why.
        () => undefined,
      ),
    settled: async () => (await engine.ifUsed())?.transfer.settled(),
  };
}

async function loadEngine(rates: ThroughputHistory) {
  const [{ CosClient }, { FileUploader }, { checkPackageFile }] = await Promise.all([
    import(/* webpackChunkName: "engine" */ './cloud/cos/cosClient'),
    import(/* webpackChunkName: "engine" */ './transfer/upload/fileUploader'),
    import(/* webpackChunkName: "engine" */ './jar/checkPackageFile'),
  ]);
  return { transfer: new FileUploader(new CosClient(), { history: rates }), checkPackageFile };
}

/** What reads stored packages and brings them here; its bundle is loaded with the first use. */
export function storedOnUse(notesFolder: string) {
  return onFirstUse(async () => {
    const [{ CosReader }, { FileDownloader }] = await Promise.all([
      import(/* webpackChunkName: "stored" */ './cloud/cos/cosReader'),
      import(/* webpackChunkName: "stored" */ './transfer/download/fileDownloader'),
    ]);
    const packageStore = new CosReader();
    return { packageStore, downloader: new FileDownloader({ store: packageStore, notesFolder }) };
  });
}
