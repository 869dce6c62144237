import { CosClient } from '../../src/cloud/cosClient';
import { TemClient } from '../../src/cloud/temClient';
import type { Connection, UploadOrder } from '../../src/core/model';
import { uploadPackage } from '../../src/core/uploadPackage';
import { checkPackageFile } from '../../src/jar/checkPackageFile';
import { FileJournal } from '../../src/upload/fileJournal';
import { FileTransfer } from '../../src/upload/fileTransfer';
import { Lanes } from '../../src/upload/lanes';
import { never } from '../unit/cloud/practice';

/** What the child is told as its one argument, in JSON. */
export interface ChildOrder {
  readonly connection: Connection;
  readonly order: UploadOrder;
  readonly journalFolder: string;
  readonly connections: number;
}

// As a process of its own that is there to be killed: node uploadInChild.js ORDER
if (require.main === module) {
  const { connection, order, journalFolder, connections } = JSON.parse(process.argv[2] ?? '') as ChildOrder;
  const lanes = new Lanes(undefined, { first: connections, most: connections });
  const journal = new FileJournal(journalFolder);
  const needs = {
    connections: { connect: () => Promise.resolve(connection) },
    tem: new TemClient(),
    packageFile: { check: checkPackageFile },
    transfer: new FileTransfer(new CosClient(), { lanes }),
    journal,
    records: { of: () => [], add: () => Promise.resolve() },
    clock: Date,
  };
  uploadPackage(needs, order, { signal: never(), report: () => undefined }).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
