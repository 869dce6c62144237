import type { listPackages } from './cloud/listPackages';
import { onFirstUse } from './core/onFirstUse';
import { orCancelled } from './core/orCancelled';
import type { Connection, Credential, KeySource } from './core/model';
import type { KnownRates } from './core/ports/knownRates';
import type { Tem } from './core/ports/tem';
import type { Transfer } from './core/ports/transfer';
import type { UploadNeeds } from './core/uploadPackage';

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
    { machineTiming },
  ] = await Promise.all([
    import(/* webpackChunkName: "cloud" */ './cloud/cliProfiles'),
    import(/* webpackChunkName: "cloud" */ './cloud/keySources'),
    import(/* webpackChunkName: "cloud" */ './cloud/listPackages'),
    import(/* webpackChunkName: "cloud" */ './cloud/roleKeys'),
    import(/* webpackChunkName: "cloud" */ './cloud/stsClient'),
    import(/* webpackChunkName: "cloud" */ './cloud/temClient'),
    import(/* webpackChunkName: "cloud" */ './cloud/timing'),
  ]);
  const { now } = machineTiming;
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
export function engineOnUse(rates: KnownRates): Pick<UploadNeeds, 'packageFile'> & {
  readonly transfer: Pick<Transfer, 'send' | 'discard'>;
  readonly prepare: () => void;
  settled(): Promise<void>;
} {
  const engine = onFirstUse(() => loadEngine(rates));
  return {
    packageFile: { check: async (source) => (await engine()).checkPackageFile(source) },
    transfer: {
      send: async (shipment, run) => (await orCancelled(run.signal, engine())).transfer.send(shipment, run),
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

async function loadEngine(rates: KnownRates) {
  const [{ CosClient }, { FileTransfer }, { checkPackageFile }] = await Promise.all([
    import(/* webpackChunkName: "engine" */ './cloud/cosClient'),
    import(/* webpackChunkName: "engine" */ './upload/fileTransfer'),
    import(/* webpackChunkName: "engine" */ './jar/checkPackageFile'),
  ]);
  return { transfer: new FileTransfer(new CosClient(), { rates }), checkPackageFile };
}

/** What reads stored packages and brings them here; its bundle is loaded with the first use. */
export function storedOnUse(notesFolder: string) {
  return onFirstUse(async () => {
    const [{ CosReader }, { FileReceiver }] = await Promise.all([
      import(/* webpackChunkName: "stored" */ './cloud/cosReader'),
      import(/* webpackChunkName: "stored" */ './download/fileReceiver'),
    ]);
    const packageStore = new CosReader();
    return { packageStore, receiver: new FileReceiver({ store: packageStore, notesFolder }) };
  });
}
