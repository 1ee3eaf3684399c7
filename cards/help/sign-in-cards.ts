import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** Asks the user to sign in on a page, in channels without single sign-on. */
export function signInCard(url: string, t: Translations): Card {
  const { eyebrow, title, text } = t.signIn.chat;
  return messageCard(
    { eyebrow: { text: eyebrow }, title, sentences: [text], buttons: [{ title: t.signIn.button, url }] },
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
      sentences: [consent.text],
      rows: permissions.map(({ name, of }) => ({ label: escapeMarkdown(name), value: consent.kinds[of] })),
      buttons: [
        { title: consent.open, url: admin },
        { title: t.signIn.button, url: signIn },
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
  const { signedOutEyebrow, signedOut, signedOutText } = t.signIn.chat;
  return messageCard(
    {
      eyebrow: { text: signedOutEyebrow },
      title: signedOut,
      sentences: [signedOutText],
      buttons: [
        { title: t.buttons.help, verb: 'help' },
        { title: t.signIn.buttonAgain, verb: 'home' },
      ],
    },
    t,
  );
}
