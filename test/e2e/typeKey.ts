import type { Workbench } from '../harness/workbench/workbench';

/** A key as it is typed in. */
export interface TypedKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** Goes through Sign In… by typing a key and a name; ends when the last step is answered. */
export async function typeKey(
  workbench: Workbench,
  key: TypedKey,
  name: string,
  site: 'China' | 'International' = 'China',
): Promise<void> {
  await workbench.run('TEM: Sign In…');
  await answerWithKey(workbench, key, name, site);
}

/** The same where the first question is asked already. */
export async function answerWithKey(
  { quickInput }: Workbench,
  key: TypedKey,
  name: string,
  site: 'China' | 'International' = 'China',
): Promise<void> {
  await quickInput.step('How do you want to sign in?');
  await quickInput.choose('Enter a SecretId and SecretKey');
  await quickInput.step('On which site was the account opened?');
  await quickInput.choose(site);
  const answers = [
    ['SecretId', key.secretId],
    ['SecretKey', key.secretKey],
    ['Session token', key.token ?? ''],
    ['A name for this account', name],
  ] as const;
  for (const [prompt, answer] of answers) {
    await quickInput.step(prompt);
    await quickInput.type(answer);
    await quickInput.accept();
  }
}
