import { invoiceCard } from '../../cards/invoices/invoice-card.ts';
import { invoiceRefusalCard } from '../../cards/invoices/invoice-refusal-card.ts';
import { invoicesCard } from '../../cards/invoices/invoices-card.ts';
import { noInvoicesCard, periodForm } from '../../cards/invoices/period-form.ts';
import { spendingCard } from '../../cards/invoices/spending-card.ts';
import type { InvoiceService } from '../../src/application/invoices/invoice-service.ts';
import type { DownloadLinks } from '../../src/application/ports/ports.ts';
import type { Day } from '../../src/domain/common/days.ts';
import type { Capability } from '../engine/capability.ts';
import { parsePeriod } from '../understanding/period.ts';

/** Invoices and spending (RULES S10, #17). */
export const invoicesCapability = (invoices: InvoiceService, papers: DownloadLinks): Capability => ({
  handlers: {
    async invoices({ period, from, to, page = 0 }, { actor, t, output }) {
      const { today } = invoices;
      const asked = from !== undefined || to !== undefined;
      const typed = { from: dayIn(from, 'from', today), to: dayIn(to, 'to', today) };
      // Both fields empty is how the form is asked for: then it has no objection yet.
      const blank = asked && !typed.from && !typed.to;
      const list = await invoices.list(actor, blank ? undefined : asked ? typed : period);
      if (!list.ok) {
        if (list.refusal.kind === 'guest') return output.show(invoiceRefusalCard(list.refusal, t));
        const days = asked ? typed : (period ?? typed);
        return output.show(periodForm({ ...days, today, refusal: list.refusal }, t));
      }
      if (blank) return output.show(periodForm({ ...list.value.days, today }, t));
      const none = list.value.invoices.length === 0;
      output.show(none ? noInvoicesCard(list.value, today, t) : invoicesCard(list.value, page, t));
    },
    async invoice({ number, which }, { actor, t, output }) {
      const sheet = await invoices.get(actor, which ?? number ?? 'last');
      if (!sheet.ok) return output.show(invoiceRefusalCard(sheet.refusal, t));
      const { id } = sheet.value.invoice;
      const [pdf, csv] = (['pdf', 'csv'] as const).map((format) => papers.invoice(actor, id, format, t.locale));
      output.show(invoiceCard(sheet.value, { pdf: pdf ?? '', csv: csv ?? '' }, t));
    },
    async spend({ period }, { actor, t, output }) {
      const sheet = await invoices.spending(actor, period);
      if (!sheet.ok) return output.show(invoiceRefusalCard(sheet.refusal, t));
      output.show(spendingCard(sheet.value, papers.spending(actor, sheet.value.days, t.locale), t));
    },
  },
});

/** The last day the period grammar knows: seen from it, nothing is still to come. */
const LAST_DAY = '2199-12-31';

/** A day as its field sends it, or as somebody wrote it where the field takes any text; a day to come is one too. */
const dayIn = (typed = '', end: 'from' | 'to', today: Day): string => {
  const said = typed.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return said;
  return (parsePeriod(said, today) ?? parsePeriod(said, LAST_DAY))?.[end] ?? said;
};
