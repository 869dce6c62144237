import { createReadStream } from 'node:fs';
import type Cos from 'cos-nodejs-sdk-v5';
import { bucket, credential, region, type Contestant, type Task } from './contestant';

/** How `sliceUploadFile` is told to cut and send: bytes a part, parts at a time. */
export interface Tuning {
  readonly partBytes: (bytes: number) => number;
  readonly parallel: number;
}

const place = { Bucket: bucket, Region: region };

/** The official SDK's `putObject` with a stream. */
export const sdkPut = sdkContestant(async (cos, { path, bytes, key }) => {
  await cos.putObject({ ...place, Key: key, Body: createReadStream(path), ContentLength: bytes });
});

/** The official SDK's `sliceUploadFile`, with its defaults where no tuning is given. */
export function sdkSlice(tuning?: Tuning): Contestant {
  return sdkContestant(async (cos, { path, bytes, key }) => {
    const tuned = tuning && { ChunkSize: tuning.partBytes(bytes), AsyncLimit: tuning.parallel };
    await cos.sliceUploadFile({ ...place, Key: key, FilePath: path, ...tuned });
  });
}

function sdkContestant(upload: (cos: Cos, task: Task) => Promise<void>): Contestant {
  return {
    async open() {
      const { default: Sdk } = await import('cos-nodejs-sdk-v5');
      let cos: Cos | undefined;
      return (task) => {
        const { secretId: SecretId, secretKey: SecretKey, token: SecurityToken } = credential;
        const { host } = new URL(task.url);
        cos ??= new Sdk({ SecretId, SecretKey, SecurityToken, Domain: host, Protocol: 'http:' });
        return upload(cos, task);
      };
    },
  };
}
