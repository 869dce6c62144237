import type { UploadedPackage } from '../../core/model';
import type { ApplicationsView } from '../applications/applicationsView';

/** Opens the Applications view at the package. */
export function showInTemCommand(view: Pick<ApplicationsView, 'reveal'>) {
  return async ({ target, packageName, version }: UploadedPackage): Promise<void> =>
    view.reveal({ ...target, packageName, version });
}
