import { idPart } from './idPart';
import { placeKey } from './place';
import { downloadLink, type DownloadLinkDeps, type PackageAddress } from './downloadLink';
import type { DownloadResult, DownloadTarget, Downloader } from './ports/downloader';
import type { DownloadProgress, ProgressContext } from './ports/progressContext';

/** The collaborators of a download. */
export interface DownloadDeps extends DownloadLinkDeps {
  readonly downloader: Downloader;
}

/** Downloads one package to a place from `lookAt`. Throws `AppError`; `cancelled` when `signal` aborts. */
export async function downloadPackage(
  deps: DownloadDeps,
  address: PackageAddress,
  place: DownloadTarget,
  context: ProgressContext<DownloadProgress>,
): Promise<DownloadResult> {
  context.report({ stage: 'asking' });
  const of = `${placeKey(address)}${idPart(address.version)}/${idPart(address.packageName)}`;
  return deps.downloader.download({ of, url: (signal) => downloadLink(deps, address, { signal }), place }, context);
}
