import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import { upload, type UploadPackageDeps } from '../../src/ui/uploads/uploadPackage';
import { withoutMessages } from './withoutMessages';

const target = { accountId: 'a', region: 'ap-x', applicationId: 'service-x', applicationName: 'x' };

describe('packages to upload', () => {
  it('are taken once each, however often they are passed', async () => {
    const checked: unknown[] = [];
    const deps: Partial<UploadPackageDeps> = {
      realPath: (path) => Promise.resolve(path),
      prepare: () => undefined,
      withErrorReporting: withoutMessages,
      packageFile: {
        check: (file) => {
          checked.push(file);
          return Promise.reject(new AppError('emptyPackage', 'made up'));
        },
      },
    };
    const files = ['/w/a.jar', '/w/b.jar', '/w/a.jar'];
    const account = { id: 'a', name: 'Shop', site: 'sandbox' } as const;
    await upload(deps as UploadPackageDeps, files, account, { origin: 'chosen', given: { target, deployMode: 'JAR' } });
    assert.deepEqual(checked, files.slice(0, 2));
  });
});
