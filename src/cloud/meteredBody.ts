import { Transform, type Readable } from 'node:stream';
import type { Content } from '../core/ports';

/** A stream of a content's bytes, to be closed whatever becomes of the request. */
export interface MeteredBody {
  readonly stream: Transform;
  readonly close: () => void;
}

/** Opens `content`. `onBytes` gets the bytes handed to the connection so far, `onFailure` what the source failed with. */
export function meteredBody(
  content: Content,
  onBytes: (bytes: number) => void,
  onFailure: (error: Error) => void,
): MeteredBody {
  let passed = 0;
  const source = content.open() as Readable;
  const stream = new Transform({
    highWaterMark: 0,
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      done(null, chunk);
      onBytes(passed);
    },
  });
  // Kept off the SDK, which would write headers and addresses into the error.
  source.on('error', onFailure);
  stream.on('error', onFailure);
  source.pipe(stream);
  return {
    stream,
    close: () => {
      source.destroy();
      stream.destroy();
    },
  };
}
