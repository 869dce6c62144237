import type { Node } from './browse/nodes';
import type { createServices } from './services';
import type { ApplicationsView } from './ui/applications/applicationsView';
import type { Upload } from './ui/uploads/upload';
import type { UploadsView } from './ui/uploads/uploadsView';
import { LazyTree } from './ui/vscode/lazyTree';

/**
 * Gives for each subject of ui its commands, and shows its view: both are loaded with their first use. What is to be disposed
 * of is added to `subscriptions`.
 */
export function createSubjects(services: ReturnType<typeof createServices>, subscriptions: { dispose(): unknown }[]) {
  const applicationsTree = new LazyTree<Node, ApplicationsView>(
    services,
    'tem.applications',
    async (view) => {
      const { ApplicationsView } = await import(
        /* webpackChunkName: "applications" */ './ui/applications/applicationsView'
      );
      return new ApplicationsView({ ...services, catalog: await services.catalog() }, view);
    },
    { showCollapseAll: true, canSelectMany: true },
  );
  const uploadsTree = new LazyTree<Upload, UploadsView>(
    services,
    'tem.uploads',
    async (view) => {
      const { UploadsView } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/uploadsView');
      return new UploadsView(await services.uploads(), view);
    },
    { canSelectMany: true },
  );
  subscriptions.push(applicationsTree, uploadsTree);
  const loadUploads = async () => {
    const [uploads, journal, uploadsView] = await Promise.all([
      services.uploads(),
      services.journal(),
      uploadsTree.load(),
    ]);
    return { ...services, uploads, journal, uploadsView };
  };

  const loadAccountUploads = async () => {
    const { uploadsOfAccounts } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/uploadsOfAccounts');
    return uploadsOfAccounts(services);
  };

  return {
    accounts: async () => {
      const { accountCommands } = await import(/* webpackChunkName: "accounts" */ './ui/accounts/commands');
      const [applications, accountUploads] = await Promise.all([applicationsTree.load(), loadAccountUploads()]);
      return accountCommands({ ...services, applications, accountUploads });
    },
    applications: async () => {
      const { applicationCommands } = await import(/* webpackChunkName: "applications" */ './ui/applications/commands');
      const [applications, catalog] = await Promise.all([applicationsTree.load(), services.catalog()]);
      return applicationCommands({ ...services, applications, catalog });
    },
    packages: async () => {
      const [{ packageCommands }, { ReadOnlyTexts }] = await Promise.all([
        import(/* webpackChunkName: "packages" */ './ui/packages/commands'),
        import(/* webpackChunkName: "packages" */ './ui/packages/readOnlyTexts'),
      ]);
      const [applications, files] = await Promise.all([applicationsTree.load(), services.files()]);
      const texts = new ReadOnlyTexts();
      subscriptions.push(texts);
      return packageCommands({ ...services, ...files, applications, texts });
    },
    uploads: async () => {
      const [{ uploadCommands }, { WorkspaceTrust }] = await Promise.all([
        import(/* webpackChunkName: "uploads" */ './ui/uploads/commands'),
        import(/* webpackChunkName: "uploads" */ './ui/vscode/workspaceTrust'),
      ]);
      const [applications, uploads, { realPath }] = await Promise.all([
        applicationsTree.load(),
        loadUploads(),
        services.files(),
      ]);
      const trust = new WorkspaceTrust();
      subscriptions.push(trust);
      return uploadCommands({ ...uploads, realPath, applications, trust });
    },
    sandbox: async () => {
      const { sandboxCommands } = await import(/* webpackChunkName: "sandboxCommands" */ './ui/sandbox/commands');
      const [sandbox, accountUploads] = await Promise.all([services.sandbox(), loadAccountUploads()]);
      return sandboxCommands({ sandbox, accountUploads });
    },
    log: () => Promise.resolve({ 'tem.showLog': () => services.log.show() }),
    /** Shows who is signed in, and goes on with what was interrupted. */
    whenSignedIn: async (): Promise<void> => {
      const [{ AccountStatus }, { followInterrupted }, uploads] = await Promise.all([
        import(/* webpackChunkName: "accounts" */ './ui/accounts/accountStatus'),
        import(/* webpackChunkName: "uploads" */ './ui/uploads/followInterrupted'),
        loadUploads(),
      ]);
      subscriptions.push(new AccountStatus(services), followInterrupted(uploads));
    },
  };
}
