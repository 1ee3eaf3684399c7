import type { Activity, Middleware } from 'botbuilder';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Removes the buttons for these verbs from every card that is sent. */
export const hideButtons = (verbs: ReadonlySet<string>): Middleware => ({
  async onTurn(context, next) {
    const strip = (activity: Partial<Activity>): void => {
      for (const attachment of activity.attachments ?? []) {
        if (attachment.contentType === CARD) attachment.content = removeButtons(attachment.content, verbs);
      }
      const body = (activity.value as { body?: { type?: string; value?: unknown } } | undefined)?.body;
      if (body?.type === CARD) body.value = removeButtons(body.value, verbs);
    };
    context.onSendActivities((_context, activities, send) => {
      activities.forEach(strip);
      return send();
    });
    context.onUpdateActivity((_context, activity, update) => {
      strip(activity);
      return update();
    });
    await next();
  },
});

/** The element without these buttons, or `undefined` if nothing of it remains. */
function removeButtons(element: unknown, verbs: ReadonlySet<string>): unknown {
  if (Array.isArray(element)) return element.flatMap((one) => removeButtons(one, verbs) ?? []);
  if (typeof element !== 'object' || element === null) return element;
  const { type, data } = element as { type?: string; data?: { verb?: string } };
  if (type?.startsWith('Action.') && verbs.has(data?.verb ?? '')) return undefined;
  const rest = Object.fromEntries(
    Object.entries(element).flatMap(([name, value]) => {
      const remaining = name === 'data' ? value : removeButtons(value, verbs);
      return remaining === undefined ? [] : [[name, remaining]];
    }),
  );
  return type === 'ActionSet' && rest.actions.length === 0 ? undefined : rest;
}
