import { showError, showWarning, warnModally } from '../vscode/showMessage';
import type { CheckedFile } from './checkedFile';
import { checkQuestion, type CheckAnswer } from './checkQuestion';
import { isError } from './findingLines';

/**
 * Asks once about all files that have findings. Nothing is forbidden. `hasDetails`: a person reads the details, which a question
 * beside them leaves readable.
 */
export async function askAboutCheck(
  files: readonly CheckedFile[],
  { isAlone, hasDetails }: { readonly isAlone: boolean; readonly hasDetails: boolean },
): Promise<CheckAnswer> {
  const { question, lines, buttons } = checkQuestion(files, { isAlone });
  const chosen = hasDetails
    ? await askBeside(
        files,
        question,
        [...buttons].filter(([, { kind }]) => kind !== 'details').map(([label]) => label),
      )
    : await warnModally(question, lines, [...buttons.keys()]);
  return (chosen !== undefined && buttons.get(chosen)) || { kind: 'closed' };
}

function askBeside(
  files: readonly CheckedFile[],
  question: string,
  buttons: readonly string[],
): Thenable<string | undefined> {
  const hasErrors = files.some(({ findings }) => findings.some(isError));
  return (hasErrors ? showError : showWarning)(question, ...buttons);
}
