import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';
import type { Upload } from './upload';

/** Says that an upload that was offered is not waiting any more. */
export function sayGone({ order }: Upload): void {
  const said = vscode.l10n.t(
    'The upload of {0} is not waiting any more: another window went on with it, or discarded it.',
    order.packageName,
  );
  void showInformation(said);
}
