import { join } from 'node:path';
import { TextFolder } from '../../../../src/files/textFolder';
import { KeptAccounts } from '../../../../src/ui/accounts/keptAccounts';
import { FileSecrets } from '../../../fixtures/fileSecrets';

/** Opens the accounts of a home as one window does. */
export function openKept(home: string, secrets = new FileSecrets(join(home, 'secrets'))): KeptAccounts {
  return new KeptAccounts({ files: new TextFolder(join(home, 'accounts')), secrets });
}

/** Makes an account with a key of its own. */
export function accountOf(id: string, secretKey = id) {
  const key = { from: 'typed', credential: { secretId: `AKID${id}`, secretKey } } as const;
  return { id, name: `account ${id}`, site: 'china', key } as const;
}

/** Adds accounts whose ids begin with `name`; renews each, and signs out of every third. */
async function main([home = '', name = '', count = '0']: readonly string[]): Promise<void> {
  const kept = openKept(home);
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  for (let n = 0; n < Number(count); n++) {
    const id = `${name}-${n}`;
    await kept.save(accountOf(id));
    await kept.save(accountOf(id, `${id}-renewed`));
    if (n % 3 === 2) await kept.remove(id);
  }
}

if (require.main === module) void main(process.argv.slice(2)).then(() => process.disconnect());
