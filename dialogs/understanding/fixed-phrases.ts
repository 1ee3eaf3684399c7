import type { Intent } from './intent.ts';

/** The name of the list of questions and answers. */
const QUESTIONS_PHRASE = /^(?:questions|faqs?|frequently asked questions|vragen|veelgestelde vragen)[.?!]?$/i;

/** Signing out, in the words that other programs use. */
const SIGN_OUT_PHRASE =
  /^(?:(?:please |kunt u )?(?:sign|log) ?(?:me )?(?:out|off)|log ?(?:out|off)|signout|(?:meld|log) (?:me|mij) (?:af|uit)|afmelden|uitloggen)(?:,? (?:please|graag|aub))?[.!?]?$/i;

/** "Cancel" alone leaves the flow; it cancels no subscription. */
const STOP_PHRASE = /^(?:cancel|annuleer|annuleren|canceled|stop|escape|quit|exit)[.!]?$/i;

/** The intent of a phrase that means the same in every sentence. */
export function fixedPhraseIntent(text: string): Intent | undefined {
  if (text === '?') return { verb: 'help' };
  if (QUESTIONS_PHRASE.test(text)) return { verb: 'questions' };
  if (SIGN_OUT_PHRASE.test(text)) return { verb: 'sign-out' };
  if (STOP_PHRASE.test(text)) return { verb: 'stop' };
  if (CURRENT_PHRASE.test(text)) return { verb: 'current' };
  return impersonationIntent(text);
}

/** Going back to the card of the open flow. */
const CURRENT_PHRASE =
  /^(?:(?:back to|show) (?:the |my )?(?:current )?card|(?:show )?current card|show current|terug naar (?:de )?kaart|(?:toon (?:de )?)?huidige kaart(?: tonen)?|huidige tonen)[.!]?$/i;

/** "Be Noor": anything that follows is a name. "I am Noor" only if it is written like a name. */
function impersonationIntent(text: string): Intent | undefined {
  const sentence = text.replace(/[\s.!?]{1,9}$/, '').replace(/[ ,](?:please|graag|alstublieft|aub)$/i, '');
  const match =
    /^(?:be|wees)(?:\s+(?<who>\S.{0,199}))?$/is.exec(sentence) ??
    /^(?:[iI](?: a|['’])m|[iI]k ben|[aA]ct as|[lL]og in a(?:l)?s|[wW]ord)\s(?<who>\p{Lu}[\p{L}'’-]*(?: [\p{L}'’-]+){0,4})$/u.exec(
      sentence,
    );
  if (!match) return undefined;
  const who = match.groups?.who?.trim();
  return { verb: 'be', ...(who && { who }) };
}
