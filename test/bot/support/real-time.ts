import { jest } from '@jest/globals';

/** Moves on the real time, by which rate limits count, until mocks are restored. */
export function passRealTime(milliseconds: number): void {
  const before = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => before() + milliseconds);
}
