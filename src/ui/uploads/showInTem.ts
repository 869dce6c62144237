import type { ApplicationsView } from '../applications/applicationsView';
import type { FinishedUpload } from './upload';

/** Makes the command that opens the Applications view at the package. */
export function showInTemCommand(view: Pick<ApplicationsView, 'reveal'>) {
  return async ({ state }: FinishedUpload): Promise<void> => {
    const { target, packageName, version } = state.uploaded;
    await view.reveal({ ...target, packageName, version });
  };
}
