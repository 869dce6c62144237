import { idPart } from './idPart';
import { placeKey } from './place';
import { downloadLink, type DownloadLinkDeps, type PackageAddress } from './downloadLink';
import type { DownloadResult, Place, Downloader } from './ports/downloader';
import type { DownloadProgress, ProgressContext } from './ports/progressContext';

/** What a download is made of. */
export interface DownloadDeps extends DownloadLinkDeps {
  readonly receiver: Downloader;
}

/** Brings one package to a place that `receiver` has looked at. Throws `AppError`; `cancelled` when `run.signal` aborts. */
export async function downloadPackage(
  needs: DownloadDeps,
  address: PackageAddress,
  place: Place,
  run: ProgressContext<DownloadProgress>,
): Promise<DownloadResult> {
  run.report({ stage: 'asking' });
  const of = `${placeKey(address)}${idPart(address.version)}/${idPart(address.packageName)}`;
  return needs.receiver.download({ of, url: (signal) => downloadLink(needs, address, { signal }), place }, run);
}
