import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { settingNames, settingsFrom } from '../bot/settings.ts';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const isThere = (name: string) => existsSync(new URL(name, root));

const GUID = '6f5a4c1e-5d0c-4a6b-9d39-2a1b7c0e8f43';
const RANDOM = 'x'.repeat(72);

/** `NAME=value` on lines of their own, and those that are there to be taken out of a comment. */
const linesOf = (file: string) =>
  [...read(file).matchAll(/^(?:# )?(?<name>\w+)=(?<value>.*)$/gm)].map(
    ({ groups = {} }) => [groups.name ?? '', groups.value ?? ''] as const,
  );

const unitSettings = () =>
  Object.fromEntries(
    [...read('infra/systemd/purchase-desk.service').matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );

const dockerfileSettings = () =>
  Object.fromEntries(
    [...read('Dockerfile').matchAll(/^ENV (.*)$/gm)].flatMap(([, all = '']) =>
      all.split(' ').map((one) => one.split('=')),
    ),
  ) as Record<string, string>;

/** The settings of the app service, by their names. */
function azureSettings(): Record<string, string> {
  const [, block = ''] = /name: 'appsettings'\s+properties: \{([^}]*(?:\$\{[^}]*\}[^}]*)*)\n {4}\}/.exec(
    read('infra/modules/webapp.bicep'),
  ) ?? [''];
  return Object.fromEntries([...block.matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name, value]) => [name, value]));
}

const compose = () => parse(read('compose.yaml')).services;
const toolkit = (file: string) => parse(read(file));
const TOOLKIT = ['m365agents.yml', 'm365agents.local.yml'];

/** What the platforms read themselves. */
const isPlatformSetting = (name: string) => name === 'NODE_ENV' || /^(?:SCM_|WEBSITES?_)/.test(name);

interface Action {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}
const actionsOf = (file: string): readonly Action[] => {
  const { provision = [], deploy = [], publish = [] } = toolkit(file);
  return [...provision, ...deploy, ...publish];
};

describe('settings', () => {
  test.each<[string, () => readonly string[]]>([
    ['Dockerfile', () => Object.keys(dockerfileSettings())],
    ['compose.yaml', () => Object.keys(compose().desk.environment)],
    ['the example of settings', () => linesOf('infra/desk.env.example').map(([name]) => name)],
    ['the systemd unit', () => Object.keys(unitSettings())],
    ['the app service', () => Object.keys(azureSettings())],
    [
      'Teams on this computer',
      () => actionsOf('m365agents.local.yml').flatMap((one) => Object.keys(one.with.envs ?? {})),
    ],
    [
      'the app package',
      () =>
        TOOLKIT.flatMap((file) => actionsOf(file).flatMap(({ env = {} }) => Object.keys(env))).filter(
          (name) => name !== 'TEAMS_APP_ID',
        ),
    ],
  ])('%s sets only what the product reads', (_, names) => {
    expect(names()).not.toEqual([]);
    expect(names().filter((name) => !settingNames.includes(name) && !isPlatformSetting(name))).toEqual([]);
  });

  test('with those of the app service it starts, on its database, as its managed identity', () => {
    const samples: Record<string, string> = {
      PUBLIC_URL: 'https://desk.azurewebsites.net',
      MicrosoftAppId: GUID,
      MicrosoftAppTenantId: GUID,
      SIGN_IN_APP_ID: GUID,
      PROVIDER: 'microsoft365',
      OPERATOR_NAME: '',
      OPERATOR_CONTACT: '',
      DATABASE_URL: 'postgres://desk:password@server:5432/desk?sslmode=verify-full',
      LINK_SECRET: RANDOM,
      AUDIT_KEY: RANDOM,
      TOKEN_KEY: RANDOM,
    };
    const settings = Object.entries(azureSettings()).map(([name, value]) => {
      const isText = /^'[^$@]*'$/.test(value);
      return [name, isText ? value.slice(1, -1) : samples[name]];
    });
    expect(settingsFrom(Object.fromEntries(settings))).toMatchObject({
      STORE: 'postgres',
      MicrosoftAppType: 'UserAssignedMSI',
    });
  });

  test('with those of the example it starts, by systemd and by compose', () => {
    const exampleSettings = Object.fromEntries(
      linesOf('infra/desk.env.example')
        .filter(([name]) => !['STORE', 'DATABASE_URL'].includes(name))
        .map(([name, value]) => [name, value || RANDOM]),
    );
    expect(settingsFrom({ ...exampleSettings, ...unitSettings() })).toMatchObject({
      STORE: 'lowdb',
      DATA_DIR: '/var/lib/purchase-desk',
    });
    const { environment } = compose().desk;
    const address = environment.DATABASE_URL.replace(/\$\{DATABASE_PASSWORD[^}]*\}/, 'password');
    expect(
      settingsFrom({ ...exampleSettings, ...dockerfileSettings(), ...environment, DATABASE_URL: address }),
    ).toMatchObject({
      STORE: 'postgres',
      DATABASE_URL: 'postgres://desk:password@database:5432/desk',
    });
  });

  test('secrets of the app service are all in the vault, which makes each of them once', () => {
    const secretSettings = ['DATABASE_URL', 'LINK_SECRET', 'AUDIT_KEY', 'TOKEN_KEY'];
    const referencedSecrets = Object.values(azureSettings()).flatMap(
      (value) => /SecretUri=\$\{vaultUri\}secrets\/([\w-]+)/.exec(value)?.[1] ?? [],
    );
    expect(secretSettings.filter((name) => !azureSettings()[name]?.startsWith("'@Microsoft.KeyVault("))).toEqual([]);
    const createdSecrets = [
      ...read('infra/modules/secrets.bicep').matchAll(
        /(@onlyIfNotExists\(\)\n)?resource \w+ 'Microsoft.KeyVault\/vaults\/secrets@[\d-]+' = \{\n {2}parent: vault\n {2}name: '([\w-]+)'/g,
      ),
    ];
    expect(createdSecrets.filter(([, once]) => !once)).toEqual([]);
    // The database's address is put together of its password each time.
    expect([...createdSecrets.map(([, , name]) => name), 'database-url']).toEqual(
      expect.arrayContaining(referencedSecrets),
    );
    expect(referencedSecrets).toHaveLength(secretSettings.length);
  });

  test('what is committed for the toolkit holds no secret', () => {
    const secrets = ['env/.env.dev', 'env/.env.local']
      .flatMap((file) => linesOf(file))
      .filter(([name]) => /SECRET|PASSWORD|KEY/.test(name));
    expect(secrets).toEqual([]);
    expect(read('.gitignore')).toMatch(/^env\/\.env\.\*\.user$/m);
    expect(read('.gitignore')).toMatch(/^\.localConfigs$/m);
  });
});

describe('Bicep', () => {
  const files = [
    'infra/azure.bicep',
    ...readdirSync(new URL('infra/modules/', root)).map((name) => `infra/modules/${name}`),
  ];
  const parametersOf = (file: string) =>
    [...read(file).matchAll(/^param (?<name>\w+) \w+(?<usual> =)?/gm)].map(({ groups = {} }) => ({
      name: groups.name ?? '',
      isRequired: !groups.usual,
    }));
  const requiredParameters = (file: string) =>
    parametersOf(file)
      .filter((one) => one.isRequired)
      .map(({ name }) => name);

  test.each(files)('%s uses every parameter it declares', (file) => {
    const unused = parametersOf(file).filter(
      ({ name }) => (read(file).match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2,
    );
    expect(unused).toEqual([]);
  });

  test('every module is there, and gets what it declares', () => {
    const modules = [
      ...read('infra/azure.bicep').matchAll(
        /^module \w+ '\.\/(.+?)' = \{\n {2}name: .*\n {2}params: \{\n([\s\S]*?)\n {2}\}/gm,
      ),
    ];
    expect(modules.map(([, path]) => `infra/${path}`).toSorted()).toEqual(files.slice(1).toSorted());
    for (const [, path, params = ''] of modules) {
      const passed = [...params.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
      expect([path, passed.toSorted()]).toEqual([path, requiredParameters(`infra/${path}`).toSorted()]);
    }
  });

  test('every output of a module that is asked for is given', () => {
    const usedOutputs = [...read('infra/azure.bicep').matchAll(/\b(\w+)\.outputs\.(\w+)/g)].map(
      ([, module, output]) => [module, output],
    );
    const declaredOutputs = [...read('infra/azure.bicep').matchAll(/^module (\w+) '\.\/(.+?)'/gm)].flatMap(
      ([, module, path]) =>
        [...read(`infra/${path}`).matchAll(/^output (\w+) /gm)].map(([, output]) => [module, output]),
    );
    expect(declaredOutputs).toEqual(expect.arrayContaining(usedOutputs));
  });

  test('the parameters that are set are declared, and those that must be are set', () => {
    const parameters = Object.keys(JSON.parse(read('infra/azure.parameters.json')).parameters);
    expect(parametersOf('infra/azure.bicep').map(({ name }) => name)).toEqual(expect.arrayContaining(parameters));
    expect(parameters).toEqual(expect.arrayContaining(requiredParameters('infra/azure.bicep')));
  });
});

describe('the Agents Toolkit', () => {
  test.each(TOOLKIT)('%s names files and commands that there are', (file) => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const { uses, with: set } of actionsOf(file)) {
      const [template] = (set.templates ?? []) as readonly { path: string; parameters: string }[];
      for (const path of [template?.path, template?.parameters, set.manifestPath]) {
        if (path !== undefined) expect([path, isThere(String(path))]).toEqual([path, true]);
      }
      const [, script] = /^run (\w+)$/.exec(String(set.args)) ?? [];
      if (script !== undefined) expect(scripts).toHaveProperty([script]);
      if (uses.startsWith('teamsApp/') && set.appPackagePath) {
        expect(read('scripts/package.mts')).toContain('dist/purchase-desk${');
        expect(set.appPackagePath).toBe('./dist/purchase-desk.zip');
      }
    }
  });

  test.each([
    ['m365agents.yml', 'env/.env.dev'],
    ['m365agents.local.yml', 'env/.env.local'],
  ])('%s and what it fills in use only what %s has, or what was found out before', (file, env) => {
    const outputs = [...read('infra/azure.bicep').matchAll(/^output (\w+) /gm)].map(([, name]) => name ?? '');
    // The toolkit makes it up itself.
    const knownNames = new Set([...linesOf(env).map(([name]) => name), 'AAD_APP_ACCESS_AS_USER_PERMISSION_ID']);
    for (const action of actionsOf(file)) {
      const { with: set, env: environment = {}, writeToEnvironmentFile = {} } = action;
      const [template] = (set.templates ?? []) as readonly { parameters: string }[];
      const templates = [template?.parameters, set.manifestPath].map((path) =>
        path === undefined ? '' : read(String(path)),
      );
      const variables = [
        ...`${JSON.stringify([set, environment])}${templates.join()}`.matchAll(/\$\{\{(\w+)\}\}/g),
      ].map(([, name]) => name ?? '');
      expect(variables.filter((name) => !knownNames.has(name))).toEqual([]);
      for (const name of [...Object.values(writeToEnvironmentFile), ...(template ? outputs : [])]) knownNames.add(name);
    }
  });

  test('the app registration is as the documents say', () => {
    const { api, appRoles, requiredResourceAccess, web, identifierUris } = JSON.parse(read('aad.manifest.json'));
    const [graph, azure] = requiredResourceAccess;
    const documented = [...read('docs/microsoft365.md').matchAll(/^\| `([\w.]+\.All)` \|/gm)].map(([, name]) => name);
    expect(graph.resourceAccess).toEqual(documented.map((id) => ({ id, type: 'Role' })));
    // Azure Service Management's user_impersonation.
    expect(azure).toEqual({
      resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
      resourceAccess: [{ id: '41094075-9dad-400e-a0bd-54e686782033', type: 'Scope' }],
    });
    expect(appRoles.map(({ value }: { value: string }) => value)).toEqual(['PurchaseDesk.Administrator']);
    expect(api.oauth2PermissionScopes.map(({ value }: { value: string }) => value)).toEqual(['access_as_user']);
    for (const { appId } of api.preAuthorizedApplications) expect(read('docs/operate.md')).toContain(appId);
    expect(api.preAuthorizedApplications).toHaveLength(2);
    expect(web.redirectUris).toEqual([`$${'{{PUBLIC_URL}}'}/sign-in/callback`]);
    // The same resource stands in the app package.
    const { webApplicationInfo } = JSON.parse(read('manifest/manifest.json'));
    expect(identifierUris).toEqual([webApplicationInfo.resource]);
  });
});

describe('files', () => {
  test('what the Dockerfile copies is there, and is let through', () => {
    const copiedPaths = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, all = '']) =>
      all.split(' '),
    );
    const allowedPaths = [...read('.dockerignore').matchAll(/^!(.*)$/gm)].map(([, path]) => path);
    expect(copiedPaths.filter((path) => !isThere(path))).toEqual([]);
    expect([...new Set(copiedPaths)].toSorted()).toEqual(allowedPaths.toSorted());
  });

  test('what VS Code starts is there', () => {
    const { configurations } = JSON.parse(read('.vscode/launch.json'));
    const programs = configurations.map(({ program }: { program: string }) =>
      program.replace(/^\$\{workspaceFolder\}\//, ''),
    );
    expect(programs.filter((path: string) => !isThere(path))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json'));
    const { tasks } = JSON.parse(read('.vscode/tasks.json'));
    const taskScripts = tasks.flatMap(({ type, script }: { type: string; script: string }) =>
      type === 'npm' ? script : [],
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(taskScripts));
  });

  test('the platform waits longer for a stop than the stop may take', () => {
    const [, systemd] = /^TimeoutStopSec=(\d+)$/m.exec(read('infra/systemd/purchase-desk.service')) ?? [];
    const limits = [
      systemd,
      compose().desk.stop_grace_period.replace('s', ''),
      azureSettings().WEBSITES_CONTAINER_STOP_TIME_LIMIT?.slice(1, -1),
    ];
    expect(limits.filter((seconds) => !(Number(seconds) > 30))).toEqual([]);
  });

  test('the service, the image and the app service start the same', () => {
    expect(read('infra/systemd/purchase-desk.service')).toContain('ExecStart=/usr/bin/node dist/bot/main.js\n');
    expect(read('Dockerfile')).toContain('CMD ["node", "dist/bot/main.js"]\n');
    expect(read('infra/modules/webapp.bicep')).toContain("appCommandLine: 'node dist/bot/main.js'\n");
  });
});
