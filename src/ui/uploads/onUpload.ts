import * as vscode from 'vscode';
import type { Upload } from './upload';

/**
 * A command of uploads as it is called with one, or without, by a key or from the palette: it is for the selected upload
 * then, where that `fits`. Else a person is told to select one.
 */
export function onUpload(
  selected: () => Upload | undefined,
  fits: (upload: Upload) => boolean,
  run: (upload: Upload) => unknown,
) {
  return (clicked?: Upload): unknown => {
    if (clicked) return run(clicked);
    const upload = selected();
    if (upload && fits(upload)) return run(upload);
    // Awaiting it would keep the command alive for as long as the message stands there.
    return void vscode.window.showInformationMessage(
      vscode.l10n.t('Select an upload in the Uploads view first that this can be done with.'),
    );
  };
}
