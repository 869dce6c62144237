import { AppError } from './errors';
import type { UploadGrant, UploadOrder } from './model';
import { raceAbort } from './raceAbort';
import type { Connections, Tem } from './ports/tem';
import type { UploadJournal } from './ports/uploadJournal';
import { anotherVersion, isUnique } from './versionName';

/** The collaborators that grant and claim a key. */
export interface ClaimDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly journal: Pick<UploadJournal, 'claim'>;
}

// So many orders of one package to one application within a second are no accident.
const maxAttempts = 20;

/** First version of an order. `isResumed`: parts have been sent as `first` already. */
export interface VersionStart {
  readonly first: string;
  readonly isResumed: boolean;
}

/** The version of an order, under a key that no other order of this home has. */
export class ClaimedVersion {
  private readonly first: string;
  private current: string;
  private mayChange: boolean;

  constructor(
    private readonly deps: ClaimDeps,
    private readonly order: UploadOrder,
    { first, isResumed }: VersionStart,
  ) {
    this.first = first;
    this.current = first;
    this.mayChange = !isResumed;
  }

  /** The present version: settled by the first grant. */
  get name(): string {
    return this.current;
  }

  /**
   * Requests a grant and claims its key for this order; where another order has the key, tries another version, but not once a
   * grant was given. Throws as TEM does; `notResumable` where another order has the key of a started upload; `journalFailed` or
   * `diskFull` where the journal cannot tell.
   */
  async grant(signal: AbortSignal): Promise<UploadGrant> {
    const { connections, tem, journal } = this.deps;
    const { id, packageName, target, versionTemplate } = this.order;
    const { accountId, applicationId, region } = target;
    for (let attempt = 1; ; attempt++) {
      // The account's key may have been renewed since.
      const connection = await raceAbort(signal, connections.connect(accountId));
      const request = { applicationId, packageName, version: this.current };
      const grant = await tem.createUploadGrant({ connection, region, ...request }, { signal });
      const claiming = journal.claim(grant, id, !isUnique(versionTemplate));
      if (await raceAbort(signal, claiming)) {
        this.mayChange = false;
        return grant;
      }
      if (!this.mayChange || attempt === maxAttempts) {
        throw new AppError('notResumable', 'another upload has its key in COS now');
      }
      this.current = anotherVersion(this.first, attempt + 1);
    }
  }
}
