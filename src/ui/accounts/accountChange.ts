import type { ListedAccount } from './keptAccounts';

/** A change of one account, in whichever window it was made; `current` is the one in use from now on, in this window. */
export interface AccountChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'renewed' | 'current';
  readonly id: string;
}

/** Finds what is different between two lists of accounts. */
export function accountChanges(
  before: readonly ListedAccount[],
  after: readonly ListedAccount[],
): readonly AccountChange[] {
  const [older, newer] = [byId(before), byId(after)];
  const removed = before.filter(({ account: { id } }) => !newer.has(id)).map((one) => changeOf('removed', one));
  const others = after.flatMap((one): readonly AccountChange[] => {
    const was = older.get(one.account.id);
    if (!was) return [changeOf('added', one)];
    return [
      ...(was.account.name === one.account.name ? [] : [changeOf('renamed', one)]),
      ...(was.revision === one.revision ? [] : [changeOf('renewed', one)]),
    ];
  });
  return [...removed, ...others];
}

function byId(listed: readonly ListedAccount[]): ReadonlyMap<string, ListedAccount> {
  return new Map(listed.map((one) => [one.account.id, one]));
}

function changeOf(kind: AccountChange['kind'], { account: { id } }: ListedAccount): AccountChange {
  return { kind, id };
}
