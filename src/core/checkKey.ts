import { AppError } from './errors';
import type { Connection } from './model';
import type { Tem } from './ports/tem';

const anyRegion = 'ap-guangzhou';

/**
 * Resolves when TEM accepts the key; throws the `AppError` that says why it does not. A site need not serve the first
 * region: the others are tried in turn, and `unsupportedRegion` is thrown when none of them is served.
 */
export async function checkKey(
  needs: { readonly tem: Pick<Tem, 'checkKey'> },
  connection: Connection,
  regions: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  let unserved: AppError | undefined;
  for (const region of regions.length > 0 ? regions : [anyRegion]) {
    try {
      return await needs.tem.checkKey(connection, region, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'unsupportedRegion') throw error;
      unserved = error;
    }
  }
  throw unserved ?? new AppError('unsupportedRegion', 'no region to try the key in');
}
