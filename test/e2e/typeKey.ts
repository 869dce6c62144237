import type { Workbench } from '../harness/workbench/workbench';

/** Goes through Sign In… by typing a key and a name; ends when the last step is answered. */
export async function typeKey(
  workbench: Workbench,
  key: { readonly secretId: string; readonly secretKey: string },
  name: string,
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.run('TEM: Sign In…');
  await quickInput.step('How do you want to sign in?');
  await quickInput.choose('Enter a SecretId and SecretKey');
  await quickInput.step('On which site was the account opened?');
  await quickInput.choose('China');
  const answers = [
    ['SecretId', key.secretId],
    ['SecretKey', key.secretKey],
    ['Session token', ''],
    ['A name for this account', name],
  ] as const;
  for (const [prompt, answer] of answers) {
    await quickInput.step(prompt);
    await quickInput.type(answer);
    await quickInput.accept();
  }
}
