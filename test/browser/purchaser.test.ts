import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { deep } from '../domain/support/arbitrary.ts';
import type { RunningProgram } from '../support/program.ts';
import { browserFile, Chat } from './chat.ts';
import { useApp, useBrowser } from './fixture.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Button titles and texts of the same scenario in each language. */
const stories = {
  en: {
    press: {
      buy: 'Buy',
      review: 'Review',
      pay: 'Pay €',
      assign: 'Assign 2',
      find: 'Find',
      undo: 'Undo',
      cancel: 'Cancel',
      cancelNow: 'Cancel now',
      open: 'Show subscription',
      unassign: 'Unassign',
      unassignOne: 'Unassign 1',
    },
    two: '2 licences · Monthly',
    bought: '2 not assigned yet',
    ambiguous: 'Who do you mean? Tick: jan de boer.',
    assigned: '2 of 2 done',
    unassigned: '1 of 1 done',
    reason: 'It costs too much',
    access: 'Without access from today',
    cancelled: 'Cancelled',
  },
  nl: {
    press: {
      buy: 'Kopen',
      review: 'Controleren',
      pay: 'betalen',
      assign: '2 toewijzen',
      find: 'Zoeken',
      undo: 'Terugdraaien',
      cancel: 'Opzeggen',
      cancelNow: 'Nu opzeggen',
      open: 'Abonnement tonen',
      unassign: 'Intrekken',
      unassignOne: '1 intrekken',
    },
    two: '2 licenties · Maandelijks',
    bought: '2 nog niet toegewezen',
    ambiguous: 'Wie bedoelt u? Vink aan: jan de boer.',
    assigned: '2 van 2 gedaan',
    unassigned: '1 van 1 gedaan',
    reason: 'Het is te duur',
    access: 'Vanaf vandaag zonder toegang',
    cancelled: 'Opgezegd',
  },
} as const;

(browserFile ? describe : describe.skip)('a purchaser in Web Chat', () => {
  let product: RunningProgram;
  let browser: Browser;

  const sharedApp = useApp();
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    [product, browser] = await Promise.all([sharedApp(), sharedBrowser()]);
  });

  // Both languages in deep runs; otherwise one.
  test.each([...(deep ? [['en', 'many'] as const] : []), ['nl', 'manager'] as const])(
    '%s: buys, assigns, unassigns, cancels and takes that back, by pressing alone',
    async (lang, as) => {
      const { press, ...texts } = stories[lang];
      const chat = await Chat.open(browser, `${product.url}?as=${as}&lang=${lang}`);
      await chat.press(press.buy);
      await chat.press('Clipchamp Premium');
      await chat.fill('2');
      expect(plain(await chat.press(press.review))).toContain(texts.two);
      expect(plain(await chat.press(press.pay))).toContain(texts.bought);
      await chat.press(press.assign);
      await chat.write('jan de boer; Milan Jansen');
      expect(plain(await chat.press(press.find))).toContain(texts.ambiguous);
      await chat.tick('Jan de Boer');
      await chat.press(press.review);
      expect(plain(await chat.press(press.assign))).toContain(texts.assigned);
      await chat.press(press.open);
      await chat.press(press.unassign);
      await chat.tick('Milan Jansen');
      await chat.press(press.review);
      expect(plain(await chat.press(press.unassignOne))).toContain(texts.unassigned);
      await chat.press(press.open);
      await chat.press(press.cancel);
      await chat.tick(texts.reason);
      const review = plain(await chat.press(press.review));
      expect(review).toContain(texts.access);
      expect(review).toContain('Jan de Boer');
      expect(review).toContain(texts.reason);
      expect(plain(await chat.press(press.cancelNow))).toContain(texts.cancelled);
      await chat.press(press.undo);
      await chat.press(press.pay);
      expect(plain(await chat.press(press.open))).toContain(lang === 'en' ? '1 of 2' : '1 van 2');
    },
  );

  test('side by side: what the purchaser buys and takes back shows by itself in the manager’s tab, in her language', async () => {
    const [iris, noor] = [
      await Chat.open(browser, `${product.url}?as=manager&lang=nl`),
      await Chat.open(browser, `${product.url}?as=many&lang=en`),
    ];
    await noor.say('5 more Power BI Pro');
    await noor.press('Pay');
    await iris.waitForText('Noor de Vries heeft licenties bijgekocht');
    expect(plain(await iris.last)).toContain('20 → 25 × Power BI Pro');
    await noor.press('Undo');
    await noor.press('Remove 5');
    await iris.waitForText('Noor de Vries heeft iets teruggedraaid');
    expect(plain(await iris.press('Uitgaven van het team'))).toContain('Noor de Vries');
  });
});
