import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Workbench } from './workbench';

/** Takes a picture of the window as WebP, a third of a PNG's size, as those in the package are; `file` is without its ending. */
export async function takeWebp(workbench: Workbench, file: string): Promise<void> {
  await workbench.picture(`${file}.png`);
  const blank = await workbench.page.context().newPage();
  const png = await readFile(`${file}.png`);
  const webp: unknown = await blank.evaluate(`(async () => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  })()`);
  await blank.close();
  await writeFile(`${file}.webp`, Buffer.from(webp as number[]));
  await rm(`${file}.png`);
}
