import { packageAddress } from '../../browse/nodes';
import type { PackageNode } from '../../browse/nodes';
import { downloadLink, type DownloadLinkDeps } from '../../core/downloadLink';
import { downloadPackage, type DownloadDeps } from '../../core/downloadPackage';
import { openDeployedPackage, type OpenDeployedPackageDeps } from '../../core/openDeployedPackage';
import { openStoredPackage, type OpenStoredPackageDeps } from '../../core/openStoredPackage';
import type { EnvironmentPlace } from '../../core/place';
import type { AuthObserver } from '../../core/ports/authObserver';
import type { PackageReader } from '../../core/ports/packageReader';
import { raceAbort } from '../../core/raceAbort';
import type { ApplicationsView } from '../applications/applicationsView';
import { packageNodes } from '../applications/nodeFilters';
import type { Handlers, PackageCommands } from '../vscode/contributions';
import type { MutedFindings } from '../checks/mutedFindings';
import { resetWarningsCommand } from '../checks/resetWarnings';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { copyLines } from '../vscode/copyText';
import { forSelectedNode, forSelectedNodes } from '../vscode/forSelectedNodes';
import { askFolder, askPlace } from './askPlace';
import { comparePackagesCommand } from './comparePackages';
import { checkPackageCommand, type CheckPackageCommandDeps } from './checkPackage';
import { copyDownloadLinkCommand } from './copyDownloadLink';
import { downloadPackageCommand } from './downloadPackage';
import type { LastTarget } from './pickLocal';
import type { ReadOnlyTexts } from './readOnlyTexts';
import { showPackageFactsCommand, type PackageTextDeps } from './showPackageFacts';
import { runningNodes, whatWouldChange } from './whatWouldChange';

/** Dependencies of the commands about packages. */
export interface PackageCommandsDeps
  extends
    Pick<DownloadLinkDeps, 'connections'>,
    Pick<CheckPackageCommandDeps, 'checks' | 'lastTarget'>,
    Pick<PackageTextDeps, 'builtPackages'> {
  readonly muted: Pick<MutedFindings, 'reset'>;
  readonly tem: DownloadLinkDeps['tem'] & OpenDeployedPackageDeps['tem'];
  readonly records: OpenDeployedPackageDeps['records'];
  readonly auth: AuthObserver;
  readonly withErrorReporting: WithErrorReporting;
  readonly applications: ApplicationsView;
  readonly texts: Pick<ReadOnlyTexts, 'show'>;
  /** Reads the packages of this machine. */
  readonly reader: PackageReader;
  readonly lastTarget: LastTarget;
  /** Reads and downloads those in TEM; loaded with the first use. */
  readonly stored: () => Promise<Pick<DownloadDeps, 'downloader'> & Pick<OpenStoredPackageDeps, 'packageStore'>>;
}

/** Gives the commands about packages. */
export function packageCommands(deps: PackageCommandsDeps): Handlers<PackageCommands> {
  const { applications, auth, builtPackages, reader, stored, texts, withErrorReporting } = deps;
  const openStored = async (node: PackageNode, signal: AbortSignal) => {
    const all = { ...deps, ...(await raceAbort(signal, stored())) };
    const opening = openStoredPackage(all, packageAddress(node), node.known, signal);
    return auth.observe(node.parent.account.id, signal, opening);
  };
  const openDeployed = async (place: EnvironmentPlace, signal: AbortSignal) => {
    const all = { ...deps, ...(await raceAbort(signal, stored())) };
    return auth.observe(place.accountId, signal, openDeployedPackage(all, place, signal));
  };
  const textDeps = { builtPackages, reader, openStored, texts, withErrorReporting, applications };
  const beside = (node: PackageNode) => applications.packagesBeside(node);
  const download = downloadPackageCommand({
    askPlace,
    askFolder,
    look: async (path) => (await stored()).downloader.lookAt(path),
    download: async (address, place, run) => {
      const all = { ...deps, ...(await raceAbort(run.signal, stored())) };
      return auth.observe(address.accountId, run.signal, downloadPackage(all, address, place, run));
    },
    withErrorReporting,
  });
  const copyLink = copyDownloadLinkCommand({
    link: (address, signal) => auth.observe(address.accountId, signal, downloadLink(deps, address, { signal })),
    withErrorReporting,
  });
  return {
    'tem.checkPackage': checkPackageCommand({ ...deps, ...textDeps }),
    'tem.comparePackages': comparePackagesCommand({ ...textDeps, beside }),
    'tem.copyDownloadLink': forSelectedNodes(applications, packageNodes, copyLink),
    'tem.copyVersion': forSelectedNodes(applications, packageNodes, (nodes) =>
      copyLines(nodes.map(({ known }) => known.version)),
    ),
    'tem.downloadPackage': forSelectedNodes(applications, packageNodes, download),
    'tem.resetWarnings': resetWarningsCommand(deps.muted),
    'tem.showPackageFacts': showPackageFactsCommand(textDeps),
    'tem.whatWouldChange': forSelectedNode(applications, runningNodes, (node) =>
      whatWouldChange({ ...textDeps, openDeployed, lastTarget: deps.lastTarget }, node),
    ),
  };
}
