import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';
import type { Upload } from './upload';

/** Says that uploads that were offered are not waiting any more, in one message; nothing where there are none. */
export function sayGone([upload, ...others]: readonly Upload[]): void {
  if (!upload) return;
  const one = vscode.l10n.t(
    'The upload of {0} can no longer be resumed or discarded here: another window resumed or discarded it, or its account is signed out.',
    upload.order.packageName,
  );
  const several = vscode.l10n.t(
    '{0} uploads can no longer be resumed or discarded here: another window resumed or discarded them, or their account is signed out.',
    others.length + 1,
  );
  void showInformation(others.length === 0 ? one : several);
}
