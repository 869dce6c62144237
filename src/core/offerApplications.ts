import type { Application } from './model';

/** Why an application cannot take a package; `undefined` when it can. */
export type Incompatibility = 'takesWar' | 'takesJar' | 'takesImage';

/** One application as it is offered for a package. */
export interface Offer {
  readonly application: Application;
  readonly misfit?: Incompatibility;
}

/**
 * The applications to offer for the package called `packageName`, by name, those that cannot take it last. An
 * application that runs images is left out; one whose deploy mode is not known is offered.
 */
export function offerApplications(applications: readonly Application[], packageName: string): readonly Offer[] {
  return applications
    .filter((application) => application.deployMode !== 'IMAGE')
    .map((application): Offer => {
      const misfit = incompatibilityOf(application, packageName);
      return misfit ? { application, misfit } : { application };
    })
    .sort((a, b) => rank(a) - rank(b) || a.application.name.localeCompare(b.application.name));
}

/** Why `application` cannot take the package called `packageName`; `undefined` when it can. */
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
  return offer.misfit ? 1 : 0;
}
