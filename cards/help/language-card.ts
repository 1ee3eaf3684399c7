import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import type { Markdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** Confirms or asks for the language; each language is named in itself. */
export function languageCard(title: Markdown, t: Translations): Card {
  const { language, buttons } = t;
  const both = [
    { title: t.language.english, verb: 'language', data: { to: 'en' } },
    { title: t.language.dutch, verb: 'language', data: { to: 'nl' } },
  ];
  return messageCard(
    {
      eyebrow: { text: language.eyebrow },
      title,
      sentences: [language.caption],
      buttons: [...(t.lang === 'nl' ? both.reverse() : both), { title: buttons.home, verb: 'home' }],
    },
    t,
  );
}
