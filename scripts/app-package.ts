import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { translationsFor } from '../cards/kit/locale.ts';
import { BUY_VERBS, PAYMENT_VERBS } from '../dialogs/capabilities/open-provider-page.ts';
import product from '../package.json' with { type: 'json' };

const read = (name: string) => readFileSync(new URL(`../manifest/${name}`, import.meta.url));
type Strings = Readonly<Record<string, string>>;
const strings = (name: string): Strings => JSON.parse(read(name).toString());

const guid = (name: string, of: string) => z.guid({ error: `${name} must be the GUID of ${of}` });

/** What the package needs of the product's settings, and the number that Teams knows the app by. */
const settings = z
  .object({
    MicrosoftAppId: guid('MicrosoftAppId', 'the bot registration'),
    SIGN_IN_APP_ID: guid('SIGN_IN_APP_ID', 'an app registration').optional(),
    TEAMS_APP_ID: guid('TEAMS_APP_ID', 'the app in Teams, or be left out').optional(),
    PUBLIC_URL: z
      .url({
        protocol: /^https$/,
        error:
          'PUBLIC_URL must be the https address that people reach the product at, such as https://desk.example.com',
      })
      .transform((url) => url.replace(/\/+$/, '')),
    OPERATOR_NAME: z
      .string()
      .max(32, { error: 'OPERATOR_NAME must have at most 32 characters' })
      .default('Purchase Desk'),
  })
  .transform((set) => ({
    ...set,
    VERSION: product.version,
    PUBLIC_HOST: new URL(set.PUBLIC_URL).host,
    SIGN_IN_APP_ID: set.SIGN_IN_APP_ID ?? set.MicrosoftAppId,
    TEAMS_APP_ID: set.TEAMS_APP_ID ?? set.MicrosoftAppId,
  }));

/** A setting of the package that whoever makes it can mend. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

/** Teams' Store takes no app that sells or takes payments. */
const NOT_IN_STORE: readonly string[] = [...BUY_VERBS, ...PAYMENT_VERBS];

/** What Teams offers by name: the conversations there are, under the names that Help has for them. */
const commandsIn = (locale: string, store: boolean) =>
  Object.entries(translationsFor(locale).help.commands)
    .filter(([verb]) => !(store && NOT_IN_STORE.includes(verb)))
    .map(([, { title, what }]) => ({ title, description: what }));

/**
 * The files of the app package for Teams, by their names.
 * @param env MicrosoftAppId and PUBLIC_URL, and where they are set SIGN_IN_APP_ID, TEAMS_APP_ID and OPERATOR_NAME
 * @param store for the Teams Store: without buying and payment
 * @throws {PackageError} that names every setting that is wrong, and what it should be
 */
export function appPackage(env: Readonly<Record<string, string | undefined>>, { store = false } = {}) {
  const set = settings.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())));
  if (!set.success) throw new PackageError(set.error.issues.map(({ message }) => message).join('. '));
  const saying = (language: 'en' | 'nl') => ({
    ...strings(`${language}.json`),
    ...(store && strings(`store.${language}.json`)),
  });
  const manifest = JSON.parse(read('manifest.json').toString(), filling({ ...set.data, ...saying('en') }));
  const [bot] = manifest.bots;
  bot.commandLists = [{ scopes: bot.scopes, commands: commandsIn('en', store) }];
  const dutch = commandsIn('nl', store).flatMap((command, at) =>
    Object.entries(command).map(([field, text]) => [`bots[0].commandLists[0].commands[${at}].${field}`, text]),
  );
  const localisation = {
    $schema: manifest.$schema.replace('Teams.schema', 'Teams.Localization.schema'),
    ...saying('nl'),
    ...Object.fromEntries(dutch),
  };
  return {
    'manifest.json': strToU8(JSON.stringify(manifest, null, 2)),
    'nl.json': strToU8(JSON.stringify(localisation, null, 2)),
    'color.png': new Uint8Array(read('color.png')),
    'outline.png': new Uint8Array(read('outline.png')),
  };
}

/** The same as one file: the same bytes whenever it is made of the same. */
export const zipped = (files: ReturnType<typeof appPackage>): Uint8Array =>
  zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });

/** Puts values in the place of their names, wherever a text has one. */
const filling = (values: Strings) => (_key: string, value: unknown) =>
  typeof value === 'string' ? value.replace(/\$\{\{(.+?)\}\}/g, (_, name: string) => values[name] ?? '') : value;
