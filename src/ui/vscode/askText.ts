import type { Answer, StepPlace } from './askSteps';
import { complain, createBox, showStep } from './quickInput';

/** One question for a line of text. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly masked?: boolean;
  readonly place?: StepPlace | undefined;
  /** Words what is wrong with `value`; `undefined` when nothing is. */
  readonly validate?: (value: string) => string | undefined;
}

/** Asks for one line of text; stays open while the person looks something up elsewhere. */
export function askText(question: TextQuestion): Promise<{ readonly answer: Answer; readonly value: string }> {
  const box = createBox(question.title, question.placeholder ?? '', question.prompt);
  box.value = question.value;
  box.password = question.masked ?? false;
  box.ignoreFocusOut = true;
  showStep(box, question.place);
  return new Promise((resolve) => {
    let answer: Answer = 'closed';
    const leave = (how: Answer) => {
      answer = how;
      box.hide();
    };
    box.onDidChangeValue(() => complain(box, undefined));
    box.onDidTriggerButton(() => leave('back'));
    box.onDidAccept(() => {
      const complaint = question.validate?.(box.value.trim());
      complain(box, complaint);
      if (!complaint) leave('next');
    });
    box.onDidHide(() => {
      const value = box.value.trim();
      box.dispose();
      resolve({ answer, value });
    });
    box.show();
  });
}
