import { expect, test } from '@jest/globals';
import type { Person } from '../../src/domain/common/person.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { ChatDriver, testApp } from '../conversation/support/chat-driver.ts';

test('purchases that were kept before they had rows of their own are found after a start', async () => {
  const place = await testApp();
  const { tenant } = place.organisation;
  const purchases = () => place.documents.tally({ kind: 'purchase', where: { tenant } });
  const [before] = await purchases();
  for (const { key, row } of await place.documents.find({ kind: 'account', limit: 100 })) {
    await place.documents.write(key, (await place.documents.read(key))?.value, { index: row });
  }
  expect(await purchases()).toEqual([{ count: 0, sums: [] }]);
  await place.desk.leaverCheck.run();
  expect(await purchases()).toEqual([before]);
});

test('when it is to stop it looks at nobody any more', async () => {
  const asked: string[] = [];
  const place = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id) => {
        asked.push(id);
        return person(tenant, id);
      },
    }),
  });
  await place.desk.leaverCheck.run(AbortSignal.abort());
  expect(asked).toEqual([]);
});

test('RULES #20: who left is seen by the administrator within a day, without anybody touching their purchases', async () => {
  const gone = new Set<string>();
  const place = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id): Promise<Person | undefined> => {
        const known = await person(tenant, id);
        return known && gone.has(known.name) ? { ...known, kind: 'left' } : known;
      },
    }),
  });
  const femke = new ChatDriver(place, 'emulator', 'administrator');
  const left = async () =>
    (await femke.say('purchases of people who left')).lines.filter((line) =>
      /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(line),
    );
  await place.desk.leaverCheck.run();
  expect(new Set(await left())).toEqual(new Set(['Purchaser left', 'Hidde Bosma'].slice(1)));
  gone.add('Gareth Llewellyn');
  await place.desk.leaverCheck.run();
  expect(await left()).not.toContain('Gareth Llewellyn');
  place.pass(DAY);
  await place.desk.leaverCheck.run();
  expect(await left()).toContain('Gareth Llewellyn');
  gone.clear();
  place.pass(DAY);
  await place.desk.leaverCheck.run();
  expect(await left()).not.toContain('Gareth Llewellyn');
});
