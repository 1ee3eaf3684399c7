import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { understand } from '../dialogs/understanding/understand.ts';

const manifest = JSON.parse(readFileSync(new URL('../manifest/manifest.json', import.meta.url), 'utf8'));
/** What whoever packs the app puts in. */
const own = (setting: string) => `$\{{${setting}}}`;

test('people sign in by themselves: the app registration and our own address are in it', () => {
  expect(manifest.webApplicationInfo).toEqual({
    id: own('MicrosoftAppId'),
    resource: `api://${own('PUBLIC_HOST')}/botid-${own('MicrosoftAppId')}`,
  });
  expect(manifest.validDomains).toContain(own('PUBLIC_HOST'));
});

const commands: readonly { title: string }[] = manifest.bots[0].commandLists[0].commands;

test.each(commands)('the command “$title” that Teams offers is understood', ({ title }) => {
  expect(understand(title, { locale: 'en-GB', products: [], today: 0 }).kind).toBe('sure');
});
