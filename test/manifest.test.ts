import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { unzipSync } from 'fflate';
import { understand } from '../dialogs/understanding/understand.ts';
import { appPackage, PackageError, zipPackage } from '../scripts/app-package.ts';

const BOT = '11111111-2222-4333-8444-555555555555';
const SIGN_IN = '66666666-7777-4888-8999-000000000000';
const env = { MicrosoftAppId: BOT, PUBLIC_URL: 'https://desk.example.com/' };

/** Teams' own schemas, as they come with its library: nothing is asked of the network. */
const schemas = new URL('../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.30/', import.meta.url);
function problemsOf(file: object, schema: string) {
  const ajv = new draft04.default({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  formats.default(ajv, ['uri', 'email', 'regex']);
  ajv.validate(JSON.parse(readFileSync(new URL(schema, schemas), 'utf8')), file);
  return ajv.errors ?? [];
}

/** The package as Teams takes it in. */
function unzipPackage(settings: Record<string, string> = env, options = {}) {
  const files = unzipSync(zipPackage(appPackage(settings, options)));
  const json = (name: string) => JSON.parse(Buffer.from(files[name] ?? []).toString());
  return { files, manifest: json('manifest.json'), dutch: json('nl.json') };
}

/** Its commands in the language of the manifest, and in Dutch. */
function commandsOf({ manifest, dutch }: ReturnType<typeof unzipPackage>) {
  const [list] = manifest.bots[0].commandLists;
  const english = list.commands.map(({ title }: { title: string }) => title);
  const titleAt = (index: number) => dutch[`bots[0].commandLists[0].commands[${index}].title`];
  return { en: english, nl: english.map((_: string, index: number) => titleAt(index)) } as Record<
    'en' | 'nl',
    string[]
  >;
}

describe.each([
  ['for an organisation', {}],
  ['for the Store', { store: true }],
])('the app package %s', (_for, options) => {
  const unzipped = unzipPackage(env, options);

  test('is what Teams’ schema asks for, and so is its Dutch', () => {
    expect(problemsOf(unzipped.manifest, 'MicrosoftTeams.schema.json')).toEqual([]);
    expect(problemsOf(unzipped.dutch, 'MicrosoftTeams.Localization.schema.json')).toEqual([]);
    expect(problemsOf({ ...unzipped.manifest, icons: {} }, 'MicrosoftTeams.schema.json')).not.toEqual([]);
  });

  test('has everything it names, and no place left to fill in', () => {
    const { files, manifest } = unzipped;
    const { icons, localizationInfo } = manifest;
    const [dutch] = localizationInfo.additionalLanguages;
    expect(Object.keys(files).sort()).toEqual(['manifest.json', icons.color, icons.outline, dutch.file].sort());
    expect(JSON.stringify([manifest, unzipped.dutch])).not.toContain('${{');
  });

  test('offers in Dutch what it offers in English, each understood as the same', () => {
    const verbs = (['en', 'nl'] as const).map((locale) =>
      commandsOf(unzipped)[locale].map((title) => {
        const understanding = understand(title, { locale, products: [], today: 0 });
        return understanding.kind === 'sure' ? understanding.intent.verb : `not understood: ${title}`;
      }),
    );
    expect(verbs[0]).toEqual(verbs[1]);
    expect(new Set(verbs[0]).size).toBe(verbs[0]?.length);
    expect(verbs[0]).not.toContainEqual(expect.stringContaining('not understood'));
  });

  test('says in Dutch everything that it says in English', () => {
    const { commandLists } = unzipped.manifest.bots[0];
    const keys = Object.keys(unzipped.dutch).filter((key) => key !== '$schema');
    expect(keys.filter((key) => key.startsWith('bots'))).toHaveLength(commandLists[0].commands.length * 2);
    expect(keys).toEqual(
      expect.arrayContaining(['name.full', 'description.short', 'description.full', 'staticTabs[1].name']),
    );
  });
});

test('the Store’s package sells nothing and is silent about it', () => {
  const { manifest, dutch, ...rest } = unzipPackage(env, { store: true });
  expect(JSON.stringify(commandsOf({ manifest, dutch, ...rest }))).not.toMatch(/buy|kopen|Payment|Betaal/);
  expect(manifest.description.full).not.toMatch(/Buy or try|pa(y|id) with/);
  expect(dutch['description.full']).not.toMatch(/Koop of|waarmee u betaalt/);
  expect(commandsOf(unzipPackage()).en).toEqual(expect.arrayContaining(['What can I buy', 'Payment methods']));
});

test('ids and addresses are those that are set', () => {
  const { manifest } = unzipPackage({
    ...env,
    SIGN_IN_APP_ID: SIGN_IN,
    TEAMS_APP_ID: SIGN_IN,
    OPERATOR_NAME: 'Contoso',
  });
  expect(manifest).toMatchObject({
    id: SIGN_IN,
    developer: { name: 'Contoso', privacyUrl: 'https://desk.example.com/privacy' },
    webApplicationInfo: { id: SIGN_IN, resource: `api://desk.example.com/botid-${SIGN_IN}` },
    validDomains: ['desk.example.com', 'token.botframework.com'],
  });
  expect(manifest.bots[0]).toMatchObject({ botId: BOT, scopes: ['personal', 'team', 'groupChat'] });
  expect(manifest.staticTabs[1].contentUrl).toBe('https://desk.example.com/admin?host=teams');
});

test('the icons have the sizes that Teams asks for, the outline on nothing', () => {
  const { files } = unzipPackage();
  const headOf = (name: string) => {
    const png = Buffer.from(files[name] ?? []);
    return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), transparent: [4, 6].includes(png[25] ?? 0) };
  };
  expect(headOf('color.png')).toEqual({ width: 192, height: 192, transparent: false });
  expect(headOf('outline.png')).toEqual({ width: 32, height: 32, transparent: true });
});

test('the same settings make the same file, byte by byte', () => {
  expect(zipPackage(appPackage(env))).toEqual(zipPackage(appPackage(env)));
});

test.each([
  [{ PUBLIC_URL: env.PUBLIC_URL }, 'MicrosoftAppId must be the GUID of the bot registration'],
  [{ ...env, PUBLIC_URL: 'http://desk.example.com' }, 'PUBLIC_URL must be the https address'],
  [{ ...env, OPERATOR_NAME: 'x'.repeat(33) }, 'OPERATOR_NAME must have at most 32 characters'],
])('what is wrong is said, with what it should be', (set, problem) => {
  expect(() => appPackage(set as Record<string, string>)).toThrow(PackageError);
  expect(() => appPackage(set as Record<string, string>)).toThrow(problem);
});
