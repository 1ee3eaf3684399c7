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

/** The product's settings that the package needs, and the app's id in Teams. */
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

/** A missing or invalid setting, for the person who builds the package. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
}

/** Commands left out for the Teams Store, which accepts no app that sells or takes payments. */
const NOT_IN_STORE: readonly string[] = [...BUY_VERBS, ...PAYMENT_VERBS];

/** The command menu in Teams: the commands that Help names. */
const commandsIn = (locale: string, store: boolean) =>
  Object.entries(translationsFor(locale).help.commands)
    .filter(([verb]) => !(store && NOT_IN_STORE.includes(verb)))
    .map(([, { title, what }]) => ({ title, description: what }));

/**
 * The files of the app package for Teams, by name.
 * @param env MicrosoftAppId and PUBLIC_URL, and optionally SIGN_IN_APP_ID, TEAMS_APP_ID and OPERATOR_NAME
 * @param store for the Teams Store: without buying and payment
 * @throws {PackageError} names every invalid setting and its expected value
 */
export function appPackage(env: Readonly<Record<string, string | undefined>>, { store = false } = {}) {
  const parsed = settings.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())));
  if (!parsed.success) throw new PackageError(parsed.error.issues.map(({ message }) => message).join('. '));
  const stringsIn = (language: 'en' | 'nl') => ({
    ...strings(`${language}.json`),
    ...(store && strings(`store.${language}.json`)),
  });
  const manifest = JSON.parse(read('manifest.json').toString(), fillIn({ ...parsed.data, ...stringsIn('en') }));
  const [bot] = manifest.bots;
  bot.commandLists = [{ scopes: bot.scopes, commands: commandsIn('en', store) }];
  const dutch = commandsIn('nl', store).flatMap((command, at) =>
    Object.entries(command).map(([field, text]) => [`bots[0].commandLists[0].commands[${at}].${field}`, text]),
  );
  const localisation = {
    $schema: manifest.$schema.replace('Teams.schema', 'Teams.Localization.schema'),
    ...stringsIn('nl'),
    ...Object.fromEntries(dutch),
  };
  return {
    'manifest.json': strToU8(JSON.stringify(manifest, null, 2)),
    'nl.json': strToU8(JSON.stringify(localisation, null, 2)),
    'color.png': new Uint8Array(read('color.png')),
    'outline.png': new Uint8Array(read('outline.png')),
  };
}

/** The files as one ZIP file. The same files always give the same bytes. */
export const zipPackage = (files: ReturnType<typeof appPackage>): Uint8Array =>
  zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) });

/** A JSON reviver that replaces `${{NAME}}` in texts by the value of that name. */
const fillIn = (values: Strings) => (_key: string, value: unknown) =>
  typeof value === 'string' ? value.replace(/\$\{\{(.+?)\}\}/g, (_, name: string) => values[name] ?? '') : value;
