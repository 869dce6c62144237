import assert from 'node:assert/strict';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const portal = 'portal/target/portal-3.1.0.WAR';
const enterId = 'Enter an application ID…';
const portalId = 'service-w3bp0rt1';

for (const host of ['oldest', 'newest'] as const) {
  describe(`an application whose id is typed, ${host} VS Code`, () => {
    let editor: EditorOnSandbox;
    before(async () => {
      editor = await openOnSandbox({ host });
      await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
      await editor.workbench.notifications.waitFor('Signed in as Shop');
    });
    after(() => editor?.stop());

    const account = () => {
      const [first] = editor.sandbox.world.accounts;
      assert.ok(first);
      return first;
    };
    const openPicker = async () => {
      const { workbench } = editor;
      await workbench.openExplorer();
      await (await workbench.explorer.openContextMenu(portal)).choose('Upload Package to TEM…');
      await workbench.quickInput.step('Which application do you want to upload to?');
    };
    const askedId = () => editor.workbench.quickInput.step('Application ID, as shown in the TEM console');
    const labels = async () => (await editor.workbench.quickInput.rows()).map(({ label }) => label);
    const typeId = async () => {
      const { quickInput } = editor.workbench;
      await openPicker();
      await quickInput.choose(enterId);
      await askedId();
      await quickInput.type(portalId);
      await quickInput.accept();
      await quickInput.step('In which region is the application?');
    };
    const uploadedTo = (id: string, region: string) =>
      editor.sandbox.store
        .objects()
        .some(({ key, bucket }) => key.includes(`/${id}/`) && key.endsWith('.WAR') && bucket.includes(region));

    it('can be entered while the regions have not answered, and the row stays where it is when they do', async () => {
      const { workbench, sandbox } = editor;
      const { quickInput } = workbench;
      sandbox.conditions.latency = 1500;
      await openPicker();
      await quickInput.row(enterId).waitFor();
      assert.deepEqual(await labels(), [enterId]);
      const before = await quickInput.row(enterId).boundingBox();
      await quickInput.row('web-portal').waitFor();
      await quickInput.row('label-printer').waitFor();
      assert.deepEqual(await quickInput.row(enterId).boundingBox(), before);
      sandbox.conditions.latency = 0;
    });

    it('is not what Enter takes once there is an application', async () => {
      const { quickInput } = editor.workbench;
      assert.equal(await quickInput.active(), 'web-portal');
      await quickInput.type('printer');
      await quickInput.row(enterId).waitFor({ state: 'hidden' });
      assert.equal(await quickInput.active(), 'label-printer');
      await quickInput.close();
    });

    it('is taken over from the box where nothing listed has it', async () => {
      const { quickInput } = editor.workbench;
      await openPicker();
      await quickInput.row('web-portal').waitFor();
      await quickInput.type('service-n0tl1st3d');
      await quickInput.row(enterId).waitFor();
      await quickInput.accept();
      await askedId();
      assert.equal(await quickInput.input.inputValue(), 'service-n0tl1st3d');
      await quickInput.close();
    });

    it('takes an upload of those who may not list, in a region that is shown', async () => {
      const { workbench } = editor;
      account().actions = ['tem:CreateCosToken'];
      await typeId();
      assert.deepEqual((await labels()).slice(0, 3), ['Guangzhou', 'Shanghai', 'Beijing']);
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(/Uploaded portal-3\.1\.0\.WAR to service-w3bp0rt1/);
      assert.ok(uploadedTo(portalId, 'guangzhou'));
    });

    it('and in one that is not', async () => {
      const { workbench } = editor;
      const [guangzhou] = account().regions;
      assert.ok(guangzhou);
      account().regions.push({ ...guangzhou, id: 'ap-singapore' });
      await workbench.clearNotifications();
      await typeId();
      await workbench.quickInput.type('Singapore');
      await workbench.quickInput.choose('Singapore');
      await workbench.notifications.waitFor(/Uploaded portal-3\.1\.0\.WAR to service-w3bp0rt1/);
      assert.ok(uploadedTo(portalId, 'singapore'));
    });
  });
}
