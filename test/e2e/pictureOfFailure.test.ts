import path from 'node:path';
import { cacheDir } from '../harness/cacheDir';
import { openWorkbenches } from '../harness/openWorkbenches';

// For every test of every file here: what was on the screen when it failed.
afterEach(async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replace(/\W+/g, '-').slice(0, 100);
  for (const workbench of openWorkbenches) {
    const file = path.join(cacheDir, 'failed', `${name}.png`);
    await workbench.picture(file);
    console.log(`      picture: ${path.relative(process.cwd(), file)}`);
  }
});
