import { expect, test } from '@jest/globals';
import type { PaymentGateway } from '../../src/application/ports/payment-gateway.ts';
import type { PaymentRequest } from '../../src/domain/account/payment-method.ts';
import { SandboxCardRegister } from '../../src/providers/sandbox/card-register.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { testApp } from '../conversation/support/chat-driver.ts';

const detach: PaymentRequest = { act: 'detach', profile: 'profile-1' };

async function sandbox(gateway?: PaymentGateway) {
  const app = await testApp(gateway ? { gateway } : {});
  const actorOf = (name: string) => ({
    tenant: app.organisation.tenant,
    person: app.organisation.people.find((one) => one.name === name)?.id ?? '',
    name,
    kind: 'member' as const,
    roles: [],
  });
  return { ...app.composition, app, noor: actorOf('Noor de Vries'), milan: actorOf('Milan Jansen') };
}

test('an act on a wallet happens once for its key, however often it comes', async () => {
  const { payments, noor, app } = await sandbox();
  const results = await Promise.all([1, 2, 3, 4].map(() => payments.confirm(noor, { key: 'k', request: detach })));
  expect(new Set(results.map((one) => JSON.stringify(one))).size).toBe(1);
  const stored = await app.documents.read<{ acts: unknown[] }>(`account/${noor.tenant}/${noor.person}`);
  expect(stored?.value.acts).toHaveLength(1);
});

test('a used key with other content is refused', async () => {
  const { payments, noor } = await sandbox();
  await payments.confirm(noor, { key: 'k', request: detach });
  const result = await payments.confirm(noor, { key: 'k', request: { ...detach, profile: 'profile-2' } });
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'other-content' } });
});

test('a failed payment that the card company does not answer stays due, and is made once it does', async () => {
  const gatewayDocuments = new MemoryDocuments();
  const inner = new SandboxGateway(gatewayDocuments, () => 0);
  const charges: string[] = [];
  let isSilent = false;
  const gateway: PaymentGateway = {
    charge: async (charge) => {
      if (isSilent) throw new Error('no answer');
      const result = await inner.charge(charge);
      if (charge.amount > 0) charges.push(`${charge.token} ${result}`);
      return result;
    },
    void: (key) => inner.void(key),
  };
  const { payments, milan, app, scheduler } = await sandbox(gateway);
  isSilent = true;
  const card = { brand: 'Visa', lastFour: '1111', expires: Date.UTC(2030, 0, 1), holder: 'M', token: 'approves' };
  const address = { line: 'Kade 1', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const request = { act: 'add', card: { ...card, address }, profile: 'profile-1', profileName: 'Default' } as const;
  const receipt = await payments.confirm(milan, { key: 'k', request });
  expect(receipt).toMatchObject({ ok: true, value: { retried: [{ result: 'open' }] } });
  expect(charges).toEqual([]);
  isSilent = false;
  app.pass(1);
  await scheduler.runDue();
  await scheduler.runDue();
  expect(charges).toEqual(['approves accepted']);
  expect(await payments.receiptForKey(milan, 'k')).toMatchObject({ retried: [{ result: 'paid' }] });
});

test('the sandbox’s card company knows the published test numbers, and remembers none', async () => {
  const documents = new MemoryDocuments();
  const cards = new SandboxCardRegister(documents, () => Date.UTC(2026, 10, 22));
  const gateway = new SandboxGateway(documents, () => Date.UTC(2026, 10, 22));
  const address = { line: 'Kade 1', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const details = { code: '737', expires: Date.UTC(2030, 0, 1), holder: 'N', address };
  const register = (number: string, signal = new AbortController().signal) =>
    cards.register({ ...details, number }, signal);
  for (const [number, brand] of [
    ['4242424242424242', 'Visa'],
    ['5555555555554444', 'Mastercard'],
    ['378282246310005', 'American Express'],
    ['6011111111111117', 'Discover'],
    ['4111111111111111', 'Visa'],
  ] as const) {
    const registration = await register(number);
    expect(registration).toMatchObject({ result: 'registered', brand, lastFour: number.slice(-4) });
    const token = registration.result === 'registered' ? registration.token : '';
    expect(await gateway.charge({ key: number.slice(-4), amount: 1, currency: 'EUR', token })).toBe('accepted');
  }
  expect(await register('4000000000000002')).toEqual({ result: 'declined' });
  expect(await register('4000000000000069')).toEqual({ result: 'expired' });
  const registration = await register('4000000000000341');
  const token = registration.result === 'registered' ? registration.token : '';
  expect(await gateway.charge({ key: 'later', amount: 1, currency: 'EUR', token })).toBe('declined');
  await expect(register('4000000000000259', AbortSignal.abort())).rejects.toThrow('did not answer in time');
});
