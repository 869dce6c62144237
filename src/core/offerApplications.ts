import type { Application } from './model';

/** The reason why an application cannot take a package. */
export type Incompatibility = 'takesWar' | 'takesJar' | 'takesImage';

/** An application that is offered for a package; with `incompatibility` it cannot take the package. */
export interface Offer {
  readonly application: Application;
  readonly incompatibility?: Incompatibility;
}

/**
 * Lists the applications to offer for the package called `packageName`, by name, those that cannot take it last. An
 * application that runs images is left out; one whose deploy mode is not known is offered.
 */
export function offerApplications(applications: readonly Application[], packageName: string): readonly Offer[] {
  return applications
    .filter((application) => application.deployMode !== 'IMAGE')
    .map((application): Offer => {
      const incompatibility = incompatibilityOf(application, packageName);
      return incompatibility ? { application, incompatibility } : { application };
    })
    .sort((a, b) => rank(a) - rank(b) || a.application.name.localeCompare(b.application.name));
}

/** Finds the reason why `application` cannot take the package called `packageName`; `undefined` when it can. */
export function incompatibilityOf(
  application: Pick<Application, 'deployMode'>,
  packageName: string,
): Incompatibility | undefined {
  const isWar = /\.war$/i.test(packageName);
  if (application.deployMode === 'IMAGE') return 'takesImage';
  if (application.deployMode === 'WAR' && !isWar) return 'takesWar';
  if (application.deployMode === 'JAR' && isWar) return 'takesJar';
  return undefined;
}

function rank(offer: Offer): number {
  return offer.incompatibility ? 1 : 0;
}
