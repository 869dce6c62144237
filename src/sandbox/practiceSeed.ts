import { newKey } from './newKey';
import { practicePackage } from './practicePackage';
import type { Account, Application, Deployment, Environment, Region, Seed } from './world';

const CREATED = '2026-01-12 09:30:00';

/**
 * Returns a seed of one practice account in Guangzhou and Shanghai, with a credential of its own at each call: JAR, WAR
 * and IMAGE applications, deployed, uploaded, or quite new.
 */
export function practiceSeed(): Seed {
  return { accounts: [practiceAccount()] };
}

function practiceAccount(): Account {
  return {
    appId: 1300555551,
    uin: '100012345678',
    ...newKey(),
    actions: ['tem:*'],
    regions: [guangzhou(), shanghai()],
  };
}

function guangzhou(): Region {
  const [test, pre, prod] = [
    environment('en-gz7test1', 'shop-test', 'test'),
    environment('en-gz7pre01', 'shop-pre', 'pre'),
    environment('en-gz7prod1', 'shop-prod', 'prod'),
  ] as const;
  return {
    id: 'ap-guangzhou',
    environments: [test, pre, prod],
    applications: [
      {
        ...application('service-gn54vdy6', 'orders', 'Takes and tracks orders', 'JAR'),
        packages: [
          practicePackage('orders-1.4.1.jar', '20261108093012'),
          practicePackage('orders-1.4.0.jar', '20261019160455'),
        ],
        deployments: [
          deployment(test, 'orders-1.4.1.jar', '20261108093012', 1),
          deployment(prod, 'orders-1.4.0.jar', '20261019160455', 2),
        ],
      },
      {
        ...application('service-p4yw2k8d', 'payments', 'Talks to the banks', 'JAR'),
        packages: [
          practicePackage('payments-2.0.3.jar', '20261101120000'),
          practicePackage('payments-2.0.2.jar', '20261012090000'),
          practicePackage('payments-2.0.1.jar', '20260921173000'),
        ],
        deployments: [
          unwell(deployment(pre, 'payments-2.0.3.jar', '20261101120000', 2), 'Readiness probe failed: HTTP 503'),
          deployment(prod, 'payments-2.0.3.jar', '20261101120000', 3),
        ],
      },
      application('service-inv7r3qa', 'inventory', 'Stock levels; nothing uploaded yet', 'JAR'),
      {
        ...application('service-w3bp0rt1', 'web-portal', 'The shop front', 'WAR'),
        packages: [
          practicePackage('web-portal-3.1.war', '20261030081500'),
          practicePackage('web-portal-3.0.war', '20260903142500'),
        ],
        deployments: [
          deployment(test, 'web-portal-3.1.war', '20261030081500', 1),
          deployment(prod, 'web-portal-3.0.war', '20260903142500', 2),
        ],
      },
      {
        ...application('service-g8w6t4yx', 'gateway', 'Runs from a container image', 'IMAGE'),
        deployments: [deployment(prod, '', '1.19.2', 2)],
      },
    ],
  };
}

function shanghai(): Region {
  const test = environment('en-sh3test1', 'logistics-test', 'test');
  return {
    id: 'ap-shanghai',
    environments: [test, environment('en-sh3prod1', 'logistics-prod', 'prod')],
    applications: [
      {
        ...application('service-sh1pp9ng', 'shipping', 'Parcels and carriers', 'JAR'),
        packages: [practicePackage('shipping-0.9.0.jar', '20261105101010')],
        deployments: [deployment(test, 'shipping-0.9.0.jar', '20261105101010', 1)],
      },
      application('service-l4b3lpr1', 'label-printer', 'Prints shipping labels', 'WAR'),
    ],
  };
}

function environment(id: string, name: string, type: Environment['type']): Environment {
  return { id, name, type, description: '', clusterStatus: 'running', createdAt: CREATED };
}

function application(
  id: string,
  name: string,
  description: string,
  deployMode: Application['deployMode'],
): Application {
  const language = deployMode === 'IMAGE' ? 'OTHER' : 'JAVA';
  const bare = { hasAuthority: true, createdAt: CREATED, packages: [], deployments: [] };
  return { id, name, description, language, deployMode, ...bare };
}

/** Returns the deployment with a last instance that does not get ready. */
function unwell(deployed: Deployment, unhealthyReason: string): Deployment {
  const pods = deployed.pods.map((pod, n) =>
    n < deployed.pods.length - 1 ? pod : { ...pod, ready: false, restarts: 4, unhealthyReason },
  );
  return { ...deployed, pods };
}

function deployment(environment: Environment, packageName: string, version: string, instances: number): Deployment {
  const pods = Array.from({ length: instances }, (_, n) => ({
    id: `${packageName.replace(/\.\w{1,10}$/, '') || 'gateway'}-${environment.type}-${n}`,
    ip: `10.0.${n}.${10 + n}`,
    status: 'Running' as const,
    ready: true,
    restarts: 0,
    startedAt: '2026-11-08 09:33:00',
  }));
  return {
    environmentId: environment.id,
    versionId: `ver-${environment.id}-${version}`,
    version,
    packageName,
    jdkVersion: 'KONA:17',
    status: 'Running',
    deploying: false,
    expectedInstances: instances,
    pods,
    deployedAt: '2026-11-08 09:32:10',
  };
}
