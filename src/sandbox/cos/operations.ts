import { abortUpload } from './abortUpload';
import { completeUpload } from './completeUpload';
import { deleteObject } from './deleteObject';
import { deleteObjects } from './deleteObjects';
import { getObject, headObject } from './getObject';
import { headBucket } from './headBucket';
import { initiateUpload } from './initiateUpload';
import { listObjects } from './listObjects';
import { listParts } from './listParts';
import { listUploads } from './listUploads';
import type { Operation, OperationName } from './operation';
import { putObject } from './putObject';
import { putObjectCopy } from './putObjectCopy';
import { uploadPart } from './uploadPart';
import { uploadPartCopy } from './uploadPartCopy';

/** The operations that the sandbox supports, by name. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  PutObject: putObject,
  PutObjectCopy: putObjectCopy,
  GetObject: getObject,
  HeadObject: headObject,
  DeleteObject: deleteObject,
  DeleteMultipleObjects: deleteObjects,
  InitiateMultipartUpload: initiateUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  ListParts: listParts,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
  ListMultipartUploads: listUploads,
  GetBucket: listObjects,
  HeadBucket: headBucket,
};
