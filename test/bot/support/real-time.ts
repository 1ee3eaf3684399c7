import { jest } from '@jest/globals';

const realNow = Date.now.bind(Date);
let ahead = 0;

/** Moves the real time on, by which rate limits count, until mocks are restored. */
export function passRealTime(milliseconds: number): void {
  ahead = Date.now() - realNow() + milliseconds;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
}
