import { bootJar } from '../fixtures/bootJar';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';

/** The two ways a file goes into the store. */
export type Shape = 'one PUT' | 'parts';
export const shapes: readonly Shape[] = ['one PUT', 'parts'];

/** The requests that a clean run makes, in their order. */
export const requestsOf: Readonly<Record<Shape, readonly string[]>> = {
  'one PUT': ['CreateCosToken', 'PutObject'],
  parts: [
    'CreateCosToken',
    'InitiateMultipartUpload',
    ...Array.from({ length: 4 }, () => 'UploadPart'),
    'CompleteMultipartUpload',
  ],
};

/** A package to upload, and its bytes. */
export interface PackageOnDisk {
  readonly path: string;
  readonly bytes: Buffer;
}

const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders' };

/** A real JAR for each shape, in a folder of its own; `parts` makes at least four. */
export class Packages {
  private constructor(
    private readonly files: TemporaryFiles,
    private readonly byShape: Readonly<Record<Shape, PackageOnDisk>>,
  ) {}

  static async make(inParts = 5.1 * 1024 * 1024): Promise<Packages> {
    const files = await TemporaryFiles.create();
    const write = async (name: string, size: number, seed: number): Promise<PackageOnDisk> => {
      const bytes = await bootJar({ ...about, bytes: size, seed });
      return { bytes, path: await files.write(bytes, name) };
    };
    return new Packages(files, {
      'one PUT': await write('small.jar', 300_000, 21),
      parts: await write('large.jar', inParts, 22),
    });
  }

  of(shape: Shape): PackageOnDisk {
    return this.byShape[shape];
  }

  get folder(): string {
    return this.files.folder;
  }

  remove(): Promise<void> {
    return this.files.remove();
  }
}
