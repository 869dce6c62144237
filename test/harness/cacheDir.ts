import path from 'node:path';

/** The repository's root; this file runs as `out/test/harness/cacheDir.js`. */
export const repoRoot = path.resolve(__dirname, '..', '..', '..');

/** Everything that is fetched or made for a run of the tests; safe to delete. */
export const cacheDir = path.join(repoRoot, '.vscode-test');
