import type { ApplicationsView } from '../applications/applicationsView';
import type { Upload } from '../uploads/upload';

/** Opens the Applications view at the package of the clicked upload. */
export function showInTemCommand(view: Pick<ApplicationsView, 'reveal'>) {
  return async (clicked?: Upload): Promise<void> => {
    if (clicked?.kind !== 'upload' || clicked.state.is !== 'finished') return;
    const { target, packageName, version } = clicked.state.uploaded;
    await view.reveal({ ...target, packageName, version });
  };
}
