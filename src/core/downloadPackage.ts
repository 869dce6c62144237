import { idPart } from './idPart';
import { placeKey } from './browse/place';
import { downloadLink, type DownloadLinkNeeds, type PackageAddress } from './downloadLink';
import type { Delivered, Place, Receiver } from './ports/receiver';
import type { DownloadProgress, Run } from './ports/run';

/** What a download is made of. */
export interface DownloadNeeds extends DownloadLinkNeeds {
  readonly receiver: Receiver;
}

/** Brings one package to a place that `receiver` has looked at. Throws `AppError`; `cancelled` when `run.signal` aborts. */
export async function downloadPackage(
  needs: DownloadNeeds,
  address: PackageAddress,
  place: Place,
  run: Run<DownloadProgress>,
): Promise<Delivered> {
  run.report({ stage: 'asking' });
  const of = `${placeKey(address)}${idPart(address.version)}/${idPart(address.packageName)}`;
  return needs.receiver.receive({ of, url: (signal) => downloadLink(needs, address, signal), place }, run);
}
