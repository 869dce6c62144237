import type { AccountUploads } from '../accounts/accountUploads';
import { hasEnded, type Upload } from './upload';
import type { Uploads } from './uploads';

/** Dependencies of the uploads of accounts; `settled` resolves once the engine has nothing more to remove. */
export interface UploadsOfAccountsDeps {
  readonly uploads: { ifUsed(): Promise<Pick<Uploads, 'all' | 'cancel' | 'ended'> | undefined> };
  readonly settled: () => Promise<void>;
}

/** Finds, and cancels, the uploads of accounts. */
export function uploadsOfAccounts({ uploads, settled }: UploadsOfAccountsDeps): AccountUploads {
  const isUnderWay = (accountIds: readonly string[]) => (upload: Upload) =>
    !hasEnded(upload.state) && accountIds.includes(upload.order.target.accountId);
  return {
    async count(accountIds) {
      return ((await uploads.ifUsed())?.all ?? []).filter(isUnderWay(accountIds)).length;
    },
    async cancel(accountIds) {
      const list = await uploads.ifUsed();
      if (!list) return;
      const several = list.all.filter(isUnderWay(accountIds));
      several.forEach((upload) => list.cancel(upload));
      await Promise.all(several.map((upload) => list.ended(upload)));
      await settled();
    },
  };
}
