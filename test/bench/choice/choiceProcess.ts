import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import type { Connection, UploadedPackage, UploadOrder } from '../../../src/core/model';
import type { ThroughputHistory } from '../../../src/core/ports/throughputHistory';
import { uploadPackage, type UploadDeps } from '../../../src/core/uploadPackage';
import { packageFile } from '../../../src/jar/checkPackageFile';
import { FileJournal } from '../../../src/journal/fileJournal';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { noReuse } from '../../fixtures/noReuse';

/** What an earlier process left: how fast the line was, and the last package. Nothing of it: a network never seen. */
export interface Remembered {
  readonly bytesPerSecond?: number;
  readonly last?: UploadedPackage;
}

/** What the process is told first: where TEM and COS are, the package, and what is remembered. */
export interface ChoiceSetting {
  readonly connection: Connection;
  readonly order: Omit<UploadOrder, 'id'>;
  readonly remembered: Remembered;
}

/** What it answers: to a setting nothing but that it is ready, to each `upload` how long that took, in ms. */
export interface ChoiceAnswer {
  readonly ms?: number;
  readonly remembered: Remembered;
}

/** The extension's own parts, but for what knows the editor, joined as it joins them. */
function main(): void {
  let upload: (() => Promise<ChoiceAnswer>) | undefined;
  process.on('message', (said: ChoiceSetting | 'upload') => {
    const answered =
      said === 'upload'
        ? upload?.()
        : choosing(said)
            .then((opened) => (upload = opened))
            .then(nothing);
    answered?.then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit());
  process.send?.(nothing());
}

const nothing = (): ChoiceAnswer => ({ remembered: {} });
const pauseMs = 500;

/** What goes on while a person chooses: applications are listed, and what was begun to be prepared gets ready. */
async function choosing(setting: ChoiceSetting): Promise<() => Promise<ChoiceAnswer>> {
  const upload = open(setting);
  const { connection, order } = setting;
  await new TemClient().listApplications(
    { connection, region: order.target.region },
    { signal: new AbortController().signal },
  );
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return upload;
}

function open({ connection, order, remembered }: ChoiceSetting): () => Promise<ChoiceAnswer> {
  let { bytesPerSecond, last } = remembered;
  const history: ThroughputHistory = {
    get: () => bytesPerSecond,
    record: (_key, found) => Promise.resolve(void (bytesPerSecond = found)),
  };
  const uploader = new FileUploader(new CosClient(), { history });
  const tem = new TemClient();
  uploader.prepare();
  return async () => {
    // One of its own each time, so that the version stays the same: what the sink has learnt it knows by its key.
    const folder = await mkdtemp(join(dirname(order.path), 'journal-'));
    const needs: UploadDeps = {
      connections: { connect: () => Promise.resolve(connection) },
      tem,
      packageFile,
      uploader,
      journal: new FileJournal(folder),
      reuseOf: noReuse,
      records: { of: () => (last ? [last] : []), add: (one) => Promise.resolve(void (last = one)) },
      clock: { now: () => Date.now() },
    };
    const run = { signal: new AbortController().signal, report: () => undefined };
    const began = performance.now();
    await uploadPackage(needs, { ...order, id: crypto.randomUUID() }, run);
    const ms = performance.now() - began;
    await uploader.settled();
    return { ms, remembered: { ...(bytesPerSecond && { bytesPerSecond }), ...(last && { last }) } };
  };
}

main();
