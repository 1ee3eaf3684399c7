import type { Activity, ConversationReference } from 'botbuilder';
import type { Card } from '../cards/card.ts';
import { paymentFailedCard } from '../cards/payment-failed.ts';
import { walletReceipt } from '../cards/payment-review.ts';
import { receiptCard } from '../cards/receipt.ts';
import { type Words, wordsFor } from '../cards/words.ts';
import type { Acquaintance } from '../src/application/acquaintance.ts';
import type { Messenger, Tidings } from '../src/application/ports.ts';
import type { PersonId } from '../src/domain/person.ts';
import type { DeskAdapter } from './desk-adapter.ts';
import { messageFor } from './surface.ts';

/** Speaks first to people whose conversation is known: it was kept when they first spoke. */
export class ChannelMessenger implements Messenger {
  readonly #adapter: Pick<DeskAdapter, 'continueConversationAsync'>;
  readonly #acquaintance: Acquaintance;
  readonly #appId: string;

  constructor(adapter: Pick<DeskAdapter, 'continueConversationAsync'>, acquaintance: Acquaintance, appId = '') {
    this.#adapter = adapter;
    this.#acquaintance = acquaintance;
    this.#appId = appId;
  }

  async tell(to: PersonId, tidings: Tidings): Promise<boolean> {
    const { address, language } = await this.#acquaintance.of(to);
    if (!address) return false;
    const reference = address as Partial<ConversationReference> & Pick<Activity, 'channelId'>;
    const card = cardFor(tidings, wordsFor(language ?? reference.locale));
    await this.#adapter.continueConversationAsync(this.#appId, reference, async (context) => {
      // It answers nothing: a chat would wait for what it seems to reply to.
      delete context.activity.id;
      await context.sendActivity(messageFor(card, reference));
    });
    return true;
  }
}

function cardFor(tidings: Tidings, words: Words): Card {
  switch (tidings.kind) {
    case 'order-settled':
      return receiptCard(tidings.receipt, words);
    case 'wallet-changed':
      return walletReceipt(tidings.receipt, words);
    case 'payment-failed':
      return paymentFailedCard(tidings.holding, words);
  }
}
