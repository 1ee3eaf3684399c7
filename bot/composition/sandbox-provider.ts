import type { CardRegister, PaymentGateway } from '../../src/application/ports/ports.ts';
import { SandboxCardRegister } from '../../src/providers/sandbox/card-register.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import type { Provider, ProviderOptions } from './provider-types.ts';

/** The sandbox: an invented organisation with a ledger of its own. */
export function sandboxProvider(
  organisation: Organisation,
  { documents, clock, rules, terms, sign, unsupported, onError }: ProviderOptions,
  { gateway, cards }: { readonly gateway?: PaymentGateway; readonly cards?: CardRegister },
): Provider {
  const ledger = new Ledger(
    {
      documents,
      clock,
      rules,
      terms,
      signEntry: sign,
      directory: organisation,
      gateway: gateway ?? new SandboxGateway(documents, clock),
      onFault: onError,
    },
    unsupported,
  );
  return {
    commerce: ledger,
    unattended: ledger,
    directory: organisation,
    cards: cards ?? new SandboxCardRegister(documents, clock),
    refresh: (owner) => ledger.amend(owner, (account) => account),
  };
}
