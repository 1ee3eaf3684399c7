import type { CardRegister } from '../../src/application/ports/card-register.ts';
import type { PaymentGateway } from '../../src/application/ports/payment-gateway.ts';
import { SandboxCardRegister } from '../../src/providers/sandbox/card-register.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import type { Provider, ProviderOptions } from './provider-types.ts';

/** The sandbox: an invented organisation with a ledger of its own. */
export function sandboxProvider(
  organisation: Organisation,
  { documents, clock, rules, terms, sign, disabledActions, onError }: ProviderOptions,
  { gateway, cards }: { readonly gateway?: PaymentGateway; readonly cards?: CardRegister },
): Provider {
  const ledger = new Ledger(
    {
      documents,
      clock,
      rules,
      terms,
      sign,
      directory: organisation,
      gateway: gateway ?? new SandboxGateway(documents, clock),
      onError,
    },
    disabledActions,
  );
  return {
    commerce: ledger,
    unattended: ledger,
    directory: organisation,
    cards: cards ?? new SandboxCardRegister(documents, clock),
    refresh: (owner) => ledger.amend(owner, (account) => account),
  };
}
