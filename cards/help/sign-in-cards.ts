import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** Asks the user to sign in on a page, in channels without single sign-on. */
export function signInCard(url: string, t: Translations): Card {
  const { eyebrow, title, way } = t.signIn.chat;
  return messageCard(
    { eyebrow: { text: eyebrow }, title, sentences: [way], buttons: [{ title: t.signIn.go, url }] },
    t,
  );
}

/** Lists the permissions that an administrator must consent to first, with the links to consent and to sign in. */
export function consentCard({ admin, signIn }: { admin: string; signIn: string }, t: Translations): Card {
  const { consent } = t.signIn.chat;
  return messageCard(
    {
      eyebrow: { text: consent.eyebrow, color: 'Attention' },
      title: consent.title,
      sentences: [consent.way],
      rows: permissions.map(({ name, of }) => ({ label: escapeMarkdown(name), value: consent.kinds[of] })),
      buttons: [
        { title: consent.open, url: admin },
        { title: t.signIn.go, url: signIn },
      ],
    },
    t,
  );
}

/** The required permissions by their names in Microsoft Entra; docs/microsoft365.md explains each. */
const permissions = [
  { name: 'user_impersonation', of: 'azure' },
  { name: 'Directory.Read.All', of: 'graph' },
  { name: 'User.Read.All', of: 'graph' },
  { name: 'LicenseAssignment.ReadWrite.All', of: 'graph' },
  { name: 'Application.Read.All', of: 'graph' },
  { name: 'GroupMember.Read.All', of: 'graph' },
] as const;

/** Confirms that the user signed out. */
export function signedOutCard(t: Translations): Card {
  const { outEyebrow, out, outWay } = t.signIn.chat;
  return messageCard(
    {
      eyebrow: { text: outEyebrow },
      title: out,
      sentences: [outWay],
      buttons: [
        { title: t.buttons.help, verb: 'help' },
        { title: t.signIn.again, verb: 'home' },
      ],
    },
    t,
  );
}
