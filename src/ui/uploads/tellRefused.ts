import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { tellSeveral } from '../vscode/tellSeveral';
import { uploadFailed } from './uploadWords';

/** A file that cannot be uploaded as it is. `path` is absolute. */
export interface RefusedFile {
  readonly path: string;
  readonly error: unknown;
}

/** Dependencies of telling of refused files: `retry` uploads them once they are mended. */
export interface TellRefusedDeps {
  readonly withErrorReporting: WithErrorReporting;
  readonly retry: (paths: readonly string[]) => Promise<void>;
}

/** Tells in one message of the files that were refused before anything was sent; nothing where there are none. */
export async function tellRefused(deps: TellRefusedDeps, refused: readonly RefusedFile[]): Promise<void> {
  const [first, ...others] = refused;
  if (!first) return;
  await tellSeveral(deps.withErrorReporting, {
    what:
      others.length === 0
        ? uploadFailed(basename(first.path))
        : vscode.l10n.t('Could not upload {0} packages', refused.length),
    failed: refused.map(({ path, error }) => ({ name: basename(path), error })),
    again: () => deps.retry(refused.map(({ path }) => path)),
  });
}
