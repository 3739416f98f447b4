import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusError } from '../../src/cluster/api-error.ts'
import { Backoff } from '../../src/cluster/backoff.ts'
import { isOlder, later } from '../../src/cluster/resource-version.ts'
import { realTiming } from '../../src/cluster/timing.ts'
import { lines } from '../../src/cluster/watch-lines.ts'

test('resourceVersions are compared as numbers of any length', () => {
  const version = fc.bigInt({ min: 0n, max: 10n ** 40n })
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(isOlder(String(a), String(b))).toBe(a < b)
      expect(later(String(a), String(b))).toBe(a > b ? String(a) : String(b))
    }),
  )
})

test.each([
  ['x12', '13'],
  ['12', 'x13'],
  ['', '1'],
  ['-1', '1'],
  [undefined, '1'],
  ['1', undefined],
])('nothing is said of the order of %s and %s', (a, b) => {
  expect(isOlder(a, b)).toBe(false)
})

test('waits are drawn from the upper half of a doubling, up to 30 s, and never shorter than was asked for', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(chance, { maxLength: 40 }), (chances) => {
      let next = 0
      const backoff = new Backoff({ ...realTiming(), random: () => chances[next] as number })
      for (; next < chances.length; next++) {
        const ceiling = Math.min(30_000, 500 * 2 ** next)
        expect(backoff.next()).toBeCloseTo(ceiling / 2 + ((chances[next] as number) * ceiling) / 2, 6)
      }
    }),
  )
  const backoff = new Backoff({ ...realTiming(), random: () => 0 })
  expect([backoff.next(), backoff.next(400), backoff.next(7000)]).toEqual([250, 500, 7000])
  backoff.reset()
  expect(backoff.next()).toBe(250)
})

test('a silent watch is given up after the minute between two bookmarks, and long before it would have ended or TCP noticed', () => {
  const { idle, answer, alive, shortest } = realTiming()
  expect(idle).toBeGreaterThan(75_000)
  expect(idle).toBeLessThanOrEqual(120_000)
  expect(answer).toBeLessThanOrEqual(60_000)
  expect(alive).toBeGreaterThan(shortest)
  expect(alive).toBeLessThan(30_000)
})

const NOON = Date.parse('2026-11-21T12:00:00Z')

test.each([
  ['seconds', '7', {}, 7000],
  ['a date', 'Sat, 21 Nov 2026 12:00:09 GMT', {}, 9000],
  ['a date that is past', 'Sat, 21 Nov 2026 11:00:00 GMT', {}, 0],
  ['the Status alone', undefined, { details: { retryAfterSeconds: 3 } }, 3000],
  ['both', '7', { details: { retryAfterSeconds: 3 } }, 7000],
  ['a day', '86400', {}, 120_000],
  ['words', 'soon', {}, undefined],
  ['less than nothing', '-1', {}, 0],
  ['nothing', undefined, { details: null }, undefined],
  ['no Status', undefined, '<html>busy</html>', undefined],
])('Retry-After: %s', (_, header, body, wait) => {
  expect(statusError(429, body, header, NOON)).toMatchObject({ status: 429, retryAfter: wait })
})

test('lines come out as they went in, however the stream is cut', async () => {
  const text = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((line) => !/\n/.test(line) && line.trim() !== ''))
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (expected, size) => {
      const bytes = Buffer.from(expected.map((line) => `${line}\n`).join(''))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
      const got: string[] = []
      for await (const line of lines(each(chunks), 10_000)) got.push(line)
      expect(got).toEqual(expected)
    }),
  )
})

test('a last line without its end, and one that is too long, are errors after the lines before them', async () => {
  const read = async (chunks: string[]) => {
    const got: string[] = []
    try {
      for await (const line of lines(each(chunks.map((chunk) => Buffer.from(chunk))), 5)) got.push(line)
      return got
    } catch (error) {
      return [...got, (error as Error).message]
    }
  }
  expect(await read(['a\nb'])).toEqual(['a', 'the watch ended in the middle of a line'])
  expect(await read(['a\n123', '456'])).toEqual(['a', 'the watch sent a line longer than 5 bytes'])
  expect(await read(['a\n123456\n'])).toEqual(['a', 'the watch sent a line longer than 5 bytes'])
  expect(await read(['12345\n', '\n'])).toEqual(['12345'])
})

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
