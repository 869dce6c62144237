import type { EnvironmentPlace } from './core/place';
import { onFirstUse } from './core/onFirstUse';
import type { createServices } from './services';
import { followSignedIn } from './ui/accounts/followSignedIn';
import type { CheckPlan } from './ui/deployments/checkPlan';
import type { OwnedByWindow } from './ui/vscode/ownedByWindow';
import type { createViews, ViewContents } from './views';

/** Dependencies of the subjects: all services, the views that are shown, and what is to be disposed of. */
export interface SubjectsDeps {
  readonly services: ReturnType<typeof createServices>;
  readonly views: ReturnType<typeof createViews>;
  readonly owned: Pick<OwnedByWindow, 'push'>;
}

/** Gives for each subject of ui its commands, and what its view shows: both are loaded with their first use. */
export function createSubjects({ services, views, owned }: SubjectsDeps) {
  const { applications: applicationsTree, uploads: uploadsTree } = views;
  const contents: ViewContents = {
    applications: async (view) => {
      const { ApplicationsView } = await import(
        /* webpackChunkName: "applications" */ './ui/applications/applicationsView'
      );
      const [catalog, { board }] = await Promise.all([services.catalog(), services.rollouts()]);
      return new ApplicationsView({ ...services, catalog, board }, view);
    },
    uploads: async (view) => {
      const { UploadsView } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/uploadsView');
      return new UploadsView(await services.uploads(), view);
    },
    drop: async () => {
      const { uploadDrop } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/commands');
      return uploadDrop(await loadUploading());
    },
  };
  const loadUploads = async () => {
    const [uploads, dropped, journal, uploadsView] = await Promise.all([
      services.uploads(),
      services.dropped(),
      services.journal(),
      uploadsTree.load(),
    ]);
    return { ...services, uploads, dropped, journal, uploadsView };
  };
  const loadTexts = onFirstUse(async () => {
    const { ReadOnlyTexts } = await import(/* webpackChunkName: "packages" */ './ui/packages/readOnlyTexts');
    const texts = new ReadOnlyTexts();
    owned.push(texts);
    return texts;
  });
  const loadUploading = onFirstUse(async () => {
    const [{ WorkspaceTrust }, { showChecks }] = await Promise.all([
      import(/* webpackChunkName: "uploads" */ './ui/vscode/workspaceTrust'),
      import(/* webpackChunkName: "uploads" */ './ui/checks/showChecks'),
    ]);
    const [applications, uploads, { realPath }, catalog, checking] = await Promise.all([
      applicationsTree.load(),
      loadUploads(),
      services.files(),
      services.catalog(),
      services.checks(),
    ]);
    const trust = new WorkspaceTrust();
    owned.push(trust);
    return {
      ...uploads,
      ...checking,
      realPath,
      applications,
      catalog,
      trust,
      showChecks: async (checked: Parameters<typeof showChecks>[1]) => showChecks(await loadTexts(), checked),
    };
  });

  const loadAccountUploads = async () => {
    const { uploadsOfAccounts } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/uploadsOfAccounts');
    return uploadsOfAccounts(services);
  };

  const loadAccountDeployments = async () => {
    const { deploymentsOfAccounts } = await import(
      /* webpackChunkName: "deployments" */ './ui/deployments/deploymentsOfAccounts'
    );
    return deploymentsOfAccounts(services);
  };

  const loadFollowing = onFirstUse(async () => {
    const [{ startFollowing }, { restoreDeployments }] = await Promise.all([
      import(/* webpackChunkName: "deployments" */ './ui/deployments/following'),
      import(/* webpackChunkName: "deployments" */ './ui/deployments/restoreDeployments'),
    ]);
    const [catalog, rollouts] = await Promise.all([services.catalog(), services.rollouts()]);
    const checkPlan: CheckPlan = async (...plan) => {
      const [{ checkPlanBy }, checking] = await Promise.all([
        import(/* webpackChunkName: "deployments" */ './ui/deployments/checkPlan'),
        services.checks(),
      ]);
      return checkPlanBy({ ...services, ...checking, catalog })(...plan);
    };
    const revealPlace = async (place: EnvironmentPlace) => (await applicationsTree.load()).reveal(place);
    const following = startFollowing({ ...services, ...rollouts, catalog, checkPlan, revealPlace });
    const restoring = restoreDeployments({ ...services, ...rollouts });
    owned.push(following, restoring);
    // What a window that is gone has begun gets its notification again.
    await restoring.first;
    return following;
  });

  // Once, also where what comes after it has to be tried again.
  const showSignedIn = onFirstUse(async () => {
    const [{ AccountStatus }, { followInterrupted }, uploads] = await Promise.all([
      import(/* webpackChunkName: "accounts" */ './ui/accounts/accountStatus'),
      import(/* webpackChunkName: "uploads" */ './ui/uploads/followInterrupted'),
      loadUploads(),
    ]);
    owned.push(new AccountStatus(services), followInterrupted(uploads));
  });
  /** Shows who is signed in, and goes on with what was interrupted, uploads and deployments. */
  const whenSignedIn = async (): Promise<void> => {
    await showSignedIn();
    await loadFollowing();
  };
  owned.push(followSignedIn(services, whenSignedIn));

  return {
    contents,
    accounts: async () => {
      const { accountCommands } = await import(/* webpackChunkName: "accounts" */ './ui/accounts/commands');
      const [applications, accountUploads, accountDeployments] = await Promise.all([
        applicationsTree.load(),
        loadAccountUploads(),
        loadAccountDeployments(),
      ]);
      const stopSandbox = async () => (await services.sandbox()).stop();
      return accountCommands({ ...services, applications, accountUploads, accountDeployments, stopSandbox });
    },
    applications: async () => {
      const { applicationCommands } = await import(/* webpackChunkName: "applications" */ './ui/applications/commands');
      const [applications, catalog] = await Promise.all([applicationsTree.load(), services.catalog()]);
      return applicationCommands({ ...services, applications, catalog });
    },
    packages: async () => {
      const [{ packageCommands }, { LastTargets }] = await Promise.all([
        import(/* webpackChunkName: "packages" */ './ui/packages/commands'),
        import(/* webpackChunkName: "uploads" */ './ui/uploads/lastTargets'),
      ]);
      const [applications, files, checking, texts] = await Promise.all([
        applicationsTree.load(),
        services.files(),
        services.checks(),
        loadTexts(),
      ]);
      const lastTargets = new LastTargets(services.state);
      const lastTarget = (path: string) => lastTargets.of(path);
      return packageCommands({ ...services, ...files, ...checking, applications, texts, lastTarget });
    },
    uploads: async () => {
      const { uploadCommands } = await import(/* webpackChunkName: "uploads" */ './ui/uploads/commands');
      return uploadCommands(await loadUploading());
    },
    deployments: async () => {
      const [{ deploymentCommands }, { uploadDepsOf }] = await Promise.all([
        import(/* webpackChunkName: "deployments" */ './ui/deployments/commands'),
        import(/* webpackChunkName: "uploads" */ './ui/uploads/commands'),
      ]);
      const [uploading, following, { board }] = await Promise.all([
        loadUploading(),
        loadFollowing(),
        services.rollouts(),
      ]);
      return deploymentCommands({ ...uploading, board, following, uploading: uploadDepsOf(uploading) });
    },
    rows: async () => {
      const { rowCommands } = await import(/* webpackChunkName: "uploads" */ './ui/rows/commands');
      const [applications, uploadsView] = await Promise.all([applicationsTree.load(), uploadsTree.load()]);
      return rowCommands({ applications, uploadsView });
    },
    sandbox: async () => {
      const { sandboxCommands } = await import(/* webpackChunkName: "sandboxCommands" */ './ui/sandbox/commands');
      const [sandbox, accountUploads, accountDeployments] = await Promise.all([
        services.sandbox(),
        loadAccountUploads(),
        loadAccountDeployments(),
      ]);
      return sandboxCommands({ sandbox, accountUploads, accountDeployments });
    },
    issue: async () => {
      const { reportIssue } = await import(/* webpackChunkName: "failures" */ './ui/vscode/reportIssue');
      return { 'tem.reportIssue': () => reportIssue(services.log) };
    },
  };
}
