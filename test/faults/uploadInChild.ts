import { CosClient } from '../../src/cloud/cos/cosClient';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Reusable } from '../../src/core/delta/deltaPlan';
import type { Connection, UploadOrder } from '../../src/core/model';
import type { UploadRequest } from '../../src/core/ports/uploader';
import type { ProgressContext } from '../../src/core/ports/progressContext';
import { uploadPackage } from '../../src/core/uploadPackage';
import { packageFile } from '../../src/jar/checkPackageFile';
import { FileJournal } from '../../src/journal/fileJournal';
import { FileUploader } from '../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../src/transfer/upload/connectionLimiter';
import { never } from '../unit/cloud/practice';
import { noReuse } from '../fixtures/noReuse';

/** What the child is told as its one argument, in JSON. */
export interface ChildOrder {
  readonly connection: Connection;
  readonly order: UploadOrder;
  readonly journalFolder: string;
  readonly connections: number;
  /** What the store has of the file already. */
  readonly reusable?: Reusable;
}

// As a process of its own that is there to be killed: node uploadInChild.js ORDER
if (require.main === module) {
  const { connection, order, journalFolder, connections, reusable } = JSON.parse(process.argv[2] ?? '') as ChildOrder;
  const limiter = new ConnectionLimiter(undefined, { initial: connections, max: connections });
  const journal = new FileJournal(journalFolder);
  const plain = new FileUploader(new CosClient(), { limiter });
  const findReusable = () => Promise.resolve(reusable);
  const uploader = {
    upload: (request: UploadRequest, run: ProgressContext) => plain.upload({ ...request, findReusable }, run),
  };
  const needs = {
    connections: { connect: () => Promise.resolve(connection) },
    tem: new TemClient(),
    packageFile,
    uploader: reusable ? uploader : plain,
    journal,
    reuseOf: noReuse,
    records: { of: () => [], add: () => Promise.resolve() },
    clock: Date,
  };
  uploadPackage(needs, order, { signal: never(), report: () => undefined }).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
