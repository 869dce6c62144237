import { AppError } from './errors';
import type { UploadGrant, UploadOrder } from './model';
import { raceAbort } from './raceAbort';
import type { Connections, Tem } from './ports/tem';
import type { UploadJournal } from './ports/uploadJournal';
import { anotherVersion, isUnique } from './versionName';

/** What asks for a grant and claims its key. */
export interface ClaimDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly journal: Pick<UploadJournal, 'claim'>;
}

// So many orders of one package to one application within a second are no accident.
const maxTried = 20;

/** The version of an order, whose key belongs to no other order of this home. */
export class ClaimedVersion {
  private current: string;
  private mayChange: boolean;

  /** `isResumed`: parts have been sent as `first` already. */
  constructor(
    private readonly needs: ClaimDeps,
    private readonly order: UploadOrder,
    private readonly first: string,
    isResumed: boolean,
  ) {
    this.current = first;
    this.mayChange = !isResumed;
  }

  /** The version as it is now: settled with the first grant. */
  get name(): string {
    return this.current;
  }

  /**
   * Leave to store the file under a key that is this order's: where another one has it, the version is made another, but not
   * once a grant was given. Throws as TEM does; `notResumable` where another order has the key of an upload that was begun;
   * `journalFailed` or `diskFull` where nobody can tell.
   */
  async grant(signal: AbortSignal): Promise<UploadGrant> {
    const { connections, tem, journal } = this.needs;
    const { id, packageName, target, versionTemplate } = this.order;
    const { accountId, applicationId, region } = target;
    for (let tried = 1; ; tried++) {
      // The account's key may have been renewed since.
      const connection = await raceAbort(signal, connections.connect(accountId));
      const request = { applicationId, packageName, version: this.current };
      const grant = await tem.createUploadGrant({ connection, region, ...request }, { signal });
      const claiming = journal.claim(grant, id, !isUnique(versionTemplate));
      if (await raceAbort(signal, claiming)) {
        this.mayChange = false;
        return grant;
      }
      if (!this.mayChange || tried === maxTried) {
        throw new AppError('notResumable', 'another upload has its place in the store now');
      }
      this.current = anotherVersion(this.first, tried + 1);
    }
  }
}
