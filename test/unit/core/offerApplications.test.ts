import assert from 'node:assert/strict';
import type { Application, DeployMode } from '../../../src/core/model';
import { offerApplications } from '../../../src/core/offerApplications';

describe('offerApplications', () => {
  const applications = [
    app('web', 'WAR'),
    app('orders', 'JAR'),
    app('gateway', 'IMAGE'),
    app('billing', 'JAR'),
    app('odd', 'OTHER'),
  ];
  const offered = (packageName: string) =>
    offerApplications(applications, packageName).map(
      ({ application, incompatibility }) => `${application.name} ${incompatibility ?? 'fits'}`,
    );

  it('offers a JAR to JAR applications by name, says why a WAR application cannot take it, and leaves images out', () => {
    assert.deepEqual(offered('orders-1.4.2.jar'), ['billing fits', 'odd fits', 'orders fits', 'web takesWar']);
  });

  it('offers a WAR the other way round, whatever the case of its ending', () => {
    assert.deepEqual(offered('portal.WAR'), ['odd fits', 'web fits', 'billing takesJar', 'orders takesJar']);
  });
});

function app(name: string, deployMode: DeployMode): Application {
  return {
    id: `service-${name}`,
    name,
    deployMode,
    description: '',
    language: 'JAVA',
    versions: [],
    hasAuthority: true,
  };
}
