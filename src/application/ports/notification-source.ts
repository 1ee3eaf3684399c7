import type { Notification } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';

/** A store whose documents contain notifications to be delivered, such as accounts. */
export interface NotificationSource {
  /**
   * Passes the notifications of a document to `receive` and removes them once `receive` is done: each is passed at least
   * once, and none is lost.
   * @param key of the document, for an owner with several
   */
  handOver(
    owner: PersonId,
    receive: (notifications: readonly Notification[]) => Promise<void>,
    key: string,
  ): Promise<void>;
}
