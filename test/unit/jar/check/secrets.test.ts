import assert from 'node:assert/strict';
import { checkArchive } from '../../../../src/jar/check/checkArchive';
import { secretsInText } from '../../../../src/jar/check/secretsInText';
import { memorySource } from '../../../fixtures/memorySource';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';
import { packed } from './spoil';
import { startingPackages } from './startingPackages';

// Made up, and in pieces, so that no scanner of this repository takes them for real.
const key = `AK${'ID'}x7Kq2Vw9LmZr4TbNc8YdHf3JsGp6QaUe5R`;
const pem = (kind: string) => `-----BEGIN ${kind}-----\n${'MIIEvQIBADANBgkq'.repeat(8)}\n-----END ${kind}-----\n`;
const settings = 'BOOT-INF/classes/application-prod.yml';
const properties = 'config/application.properties';

function found(path: string, text: string): readonly string[] {
  return secretsInText(path, Buffer.from(text)).map(({ line, secret }) => `${line} ${secret}`);
}

describe('secrets in a package', () => {
  it('are found with their line', () => {
    assert.deepEqual(found('a.json', `{\n "id": "${key}"\n}`), ['2 tencentKey']);
    assert.deepEqual(found('run.sh', `a=1\r\nexport ID=${key}\r\nexport B=${key}`), ['2 tencentKey', '3 tencentKey']);
    for (const kind of ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY'])
      assert.deepEqual(found('a.pem', `#\n${pem(kind)}`), ['2 privateKey'], kind);
    assert.deepEqual(found('a.json', JSON.stringify({ key: pem('PRIVATE KEY') })), ['1 privateKey']);
    assert.deepEqual(found(settings, `key: |\n  ${pem('PRIVATE KEY').replaceAll('\n', '\n  ')}`), ['2 privateKey']);
  });

  it('passwords are found in the settings of an application', () => {
    for (const line of [
      'password: s3cr3t',
      '    password: "s3cr3t"',
      "  - passwd: 's3cr3t' # the old one",
      'spring.datasource.password: 123456',
      'client-secret: 9f86d081884c7d65',
      'jwt.secretKey: abc',
      'redisPassword: root',
    ])
      assert.deepEqual(found(settings, `a:\n${line}\n`), ['2 password'], line);
    for (const line of ['spring.datasource.password=s3cr3t', 'a.secret = s3 ', 'api-key: k', 'x.pwd=a#b'])
      assert.deepEqual(found(properties, `# c\r\n${line}\r\n`), ['2 password'], line);
    assert.deepEqual(found('application.yaml', 'password: a'), ['1 password']);
    assert.deepEqual(found('WEB-INF/classes/bootstrap.yml', 'password: a'), ['1 password']);
  });

  it('honest texts are not accused', () => {
    for (const line of [
      'password:',
      'password: ""',
      "password: ''",
      'password: ${DB_PASSWORD}',
      'password: ${DB_PASSWORD:default}',
      'password: "#{systemEnvironment.x}"',
      'password: ENC(4rT9x)',
      "password: '{cipher}AQB3'",
      'password: "{bcrypt}$2a$10$x"',
      'password: $2a$10$abcdefghijk',
      'password: <your password>',
      'password: your-password',
      'password: your_password_here',
      'password: changeme',
      'password: CHANGE_ME',
      'password: xxxxxx',
      'password: "******"',
      'password: null',
      'password: ~',
      'password: @db.password@',
      'password: classpath:password.txt',
      'password: file:/run/secrets/db',
      'password: vault:secret/db',
      'password: arn:aws:secretsmanager:x',
      'password: kms:abc',
      'password: ../run/password',
      'password: __DB_PASSWORD__',
      'password: "#DB_PASSWORD#"',
      'password: $(DB_PASSWORD)',
      'com.acme.password: DEBUG',
      'password: |',
      'password: &db',
      'password: # from the environment',
      '# password: s3cr3t',
      'password-file: /run/secrets/db',
      'forgot-password: /auth/forgot',
      'reset-password: https://x.y/reset',
      'require-password: true',
      'password-length: 8',
      'password-encoder: bcrypt',
      'passwords: 3',
      'message.password: Please enter a password',
      'secrets: [a, b]',
      'secret-name: db',
      'management.endpoints.web.exposure.include: health',
    ])
      assert.deepEqual(found(settings, line), [], line);
    for (const text of [
      'a.password=',
      'a.password=${P}',
      'a.password=ENC(x)',
      '#a.password=x',
      '!a.password=x',
      'a.password',
    ])
      assert.deepEqual(found(properties, text), [], text);
    for (const path of [
      'messages.properties',
      'ApplicationResources.properties',
      'a/my-application.yml',
      'db.properties',
    ])
      assert.deepEqual(found(path, 'login.password=s3cr3t'), [], path);
  });

  it('placeholders, certificates, public and encrypted keys are not accused', () => {
    for (const text of [
      'AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
      'AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******',
      'AKID00000000000000000000000000000000',
      'AKID********************************',
      `xAK${'ID'}x7Kq2Vw9LmZr4TbNc8YdHf3JsGp6QaUe5R`,
      'YAKIDs are animals',
      pem('CERTIFICATE'),
      pem('PUBLIC KEY'),
      pem('ENCRYPTED PRIVATE KEY'),
      'begins with -----BEGIN PRIVATE KEY----- and base64',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\nMIIE',
      '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    ])
      assert.deepEqual(found('notes.txt', text), [], text);
  });

  it('are looked for in own texts, not in libraries, and never told by value', async () => {
    const secret: HandmadeEntry = { name: settings, content: `a: 1\npassword: s3cr3t\nid: ${key}\n`, isDeflated: true };
    const nested = {
      name: 'BOOT-INF/lib/a-1.0.jar',
      content: handmadeZip([{ name: 'application.yml', content: 'password: x' }]),
    };
    const whole = startingPackages['boot']!;
    const checked = await checkArchive(memorySource(packed({ ...whole, entries: [...whole.entries, secret, nested] })));
    assert.deepEqual(checked.findings, [
      {
        kind: 'secrets',
        count: 2,
        places: [
          { path: settings, line: 2, secret: 'password' },
          { path: settings, line: 3, secret: 'tencentKey' },
        ],
      },
    ]);
    assert.ok(!JSON.stringify(checked).includes('s3cr3t') && !JSON.stringify(checked).includes(key));
  });

  it('texts beyond 1 MiB are left alone, and 16 MiB are read of all', async () => {
    const content = Buffer.alloc(1024 * 1024, 'a: b\n');
    const some = Array.from({ length: 20 }, (_, index) => ({ name: `t${index}.txt`, content, isDeflated: true }));
    const whole = startingPackages['plain']!;
    const large = { name: 'large.txt', content: Buffer.alloc(content.length + 1), isDeflated: true };
    const { looked } = await checkArchive(
      memorySource(packed({ ...whole, entries: [...whole.entries, large, ...some] })),
    );
    assert.ok(
      looked.texts >= 15 && looked.texts <= 17 && looked.textBytes <= 16 * 1024 * 1024,
      String(looked.textBytes),
    );
  });
});
