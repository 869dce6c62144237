import { AppError } from './errors';
import type { Connection } from './model';
import type { CallOptions, Tem } from './ports/tem';

const anyRegion = 'ap-guangzhou';

/** A connection to try, and the regions to try in turn: a site need not serve the first. */
export interface CheckCredentialRequest {
  readonly connection: Connection;
  readonly regions: readonly string[];
}

/**
 * Resolves when TEM accepts the credential. Throws the `AppError` of TEM's refusal, and `unsupportedRegion` when TEM serves
 * none of the regions.
 */
export async function checkCredential(
  { tem }: { readonly tem: Pick<Tem, 'checkCredential'> },
  { connection, regions }: CheckCredentialRequest,
  options: CallOptions,
): Promise<void> {
  let unserved: AppError | undefined;
  for (const region of regions.length > 0 ? regions : [anyRegion]) {
    try {
      return await tem.checkCredential({ connection, region }, options);
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'unsupportedRegion') throw error;
      unserved = error;
    }
  }
  throw unserved ?? new AppError('unsupportedRegion', 'no region to try the key in');
}
