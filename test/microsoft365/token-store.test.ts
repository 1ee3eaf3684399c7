import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EncryptedText } from '../../src/providers/microsoft365/sign-in/encrypted-text.ts';
import { TokenStore } from '../../src/providers/microsoft365/sign-in/token-store.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';

const [OLD, NEW] = ['an old secret', 'a new secret'];
const encryptionWith = (...secrets: string[]) => new EncryptedText(secrets, 'tokens');

test('what is sealed opens at its own place, and nothing of it can be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 8 }), fc.string(), (text, context) => {
      // Lone surrogates have no UTF-8 form and are never encrypted.
      fc.pre(Buffer.from(text).toString() === text);
      const encrypted = encryptionWith(OLD).encrypt(text, context);
      expect(encrypted).not.toContain(text);
      expect(Buffer.from(encrypted.split('.')[1] ?? '', 'base64url').includes(text)).toBe(false);
      expect(encryptionWith(OLD).decrypt(encrypted, context)).toBe(text);
      expect(encryptionWith(OLD).decrypt(encrypted, `${context}x`)).toBeUndefined();
    }),
  );
});

test('what was changed anywhere does not open', () => {
  const encrypted = encryptionWith(OLD).encrypt('a token', 'here');
  const otherLetter = (character: string) => (character === 'A' ? 'B' : 'A');
  for (let at = 0; at < encrypted.length - 1; at++) {
    const changed = encrypted.slice(0, at) + otherLetter(encrypted[at] ?? '') + encrypted.slice(at + 1);
    expect(encryptionWith(OLD).decrypt(changed, 'here')).toBeUndefined();
  }
  for (const invalid of ['', '.', encrypted.split('.')[0] ?? '', `${encrypted.split('.')[0]}.AAAA`]) {
    expect(encryptionWith(OLD).decrypt(invalid, 'here')).toBeUndefined();
  }
});

test('a secret can be replaced: both open what each sealed, and once the old one is gone its tokens are', async () => {
  const documents = new MemoryDocuments();
  await new TokenStore(documents, encryptionWith(OLD)).set('noor', 'her tokens');
  const bothKeys = new TokenStore(documents, encryptionWith(NEW, OLD));
  expect(await bothKeys.get('noor')).toBe('her tokens');
  await bothKeys.set('iris', 'hers');
  const newKeyOnly = new TokenStore(documents, encryptionWith(NEW));
  expect([await newKeyOnly.get('noor'), await newKeyOnly.get('iris')]).toEqual(['', 'hers']);
});

test('stored tokens are unreadable, cannot be swapped between users, and are deleted at sign-out', async () => {
  const documents = new MemoryDocuments();
  const stored = new Map<string, unknown>();
  const { write } = documents;
  documents.write = (key, value, options) => {
    stored.set(key, value);
    return write.call(documents, key, value, options);
  };
  const store = new TokenStore(documents, encryptionWith(NEW));
  await store.set('tenant/noor', 'the tokens of noor');
  await store.set('tenant/iris', 'the tokens of iris');
  expect(JSON.stringify([...stored])).not.toMatch(/noor|iris/);
  const [[noors], [, iris]] = [...stored] as [[string, unknown], [string, unknown]];
  await documents.write(noors, iris);
  expect(await store.get('tenant/noor')).toBe('');
  await store.remove('tenant/iris');
  expect(await store.get('tenant/iris')).toBe('');
});
