import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** Asks to sign in on a page, where that does not go by itself. */
export function signInCard(url: string, t: Translations): Card {
  const { eyebrow, title, way } = t.signIn.chat;
  return messageCard(
    { eyebrow: { text: eyebrow }, title, sentences: [way], buttons: [{ title: t.signIn.go, url }] },
    t,
  );
}

/** What an administrator must allow first, and where; and where to sign in after that. */
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

/** What this needs, by the names that administrators know; docs/microsoft365.md says what for. */
const permissions = [
  { name: 'user_impersonation', of: 'azure' },
  { name: 'Directory.Read.All', of: 'graph' },
  { name: 'User.Read.All', of: 'graph' },
  { name: 'LicenseAssignment.ReadWrite.All', of: 'graph' },
  { name: 'Application.Read.All', of: 'graph' },
  { name: 'GroupMember.Read.All', of: 'graph' },
] as const;

/** Somebody signed out: nothing is done in their name any more. */
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
