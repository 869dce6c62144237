import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { downloadPackage } from '../../../../src/core/downloadPackage';
import { AppError } from '../../../../src/core/errors';
import type { Connection } from '../../../../src/core/model';
import type { PackageAddress } from '../../../../src/core/downloadLink';
import { FileDownloader } from '../../../../src/transfer/download/fileDownloader';

/** What the process downloads, as JSON in its first argument. It begins when it is sent anything. */
export interface ChildDownload {
  readonly connection: Connection;
  readonly address: PackageAddress;
  readonly path: string;
  readonly notesFolder: string;
}

/** What it sends when that has ended: what was delivered, or what failed. */
export type ChildEnding = { readonly isVerified: boolean } | { readonly failure: string };

async function main({ connection, address, path, notesFolder }: ChildDownload): Promise<ChildEnding> {
  const downloader = new FileDownloader({ store: new CosReader(), notesFolder });
  const needs = { connections: { connect: () => Promise.resolve(connection) }, tem: new TemClient(), downloader };
  const run = { signal: new AbortController().signal, report: () => undefined };
  try {
    const place = await downloader.lookAt(path);
    process.send?.('ready');
    await new Promise((resolve) => process.once('message', resolve));
    return await downloadPackage(needs, address, place, run);
  } catch (error) {
    return { failure: error instanceof AppError ? error.failure : String(error) };
  }
}

void main(JSON.parse(process.argv[2] ?? '') as ChildDownload).then((ending) => {
  process.send?.(ending, () => process.disconnect());
});
