import type { Workbench } from '../harness/workbench/workbench';

/** A key as it is typed in. */
export interface TypedKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

// An older version, as e2e/update has it, asks the same in other words.
const sitePrompt = /Which site does the account belong to\?|On which site was the account opened\?/;
const namePrompt = /Display name of this account|A name for this account/;

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
  await quickInput.step(sitePrompt);
  await quickInput.choose(site);
  await answer(quickInput, [...keyAnswers(key), [namePrompt, name]]);
}

/** Signs in to an account again where the first question is asked already: its name and site are not asked for. */
export async function answerAgain({ quickInput }: Workbench, key: TypedKey): Promise<void> {
  await quickInput.step('How do you want to sign in?');
  await quickInput.choose('Enter a SecretId and SecretKey');
  await answer(quickInput, keyAnswers(key));
  await quickInput.gone();
}

type Answers = readonly (readonly [prompt: string | RegExp, answer: string])[];

function keyAnswers({ secretId, secretKey, token = '' }: TypedKey): Answers {
  return [
    ['SecretId', secretId],
    ['SecretKey', secretKey],
    ['Session token', token],
  ];
}

async function answer(quickInput: Workbench['quickInput'], answers: Answers): Promise<void> {
  for (const [prompt, text] of answers) {
    await quickInput.step(prompt);
    await quickInput.type(text);
    await quickInput.accept();
  }
}
