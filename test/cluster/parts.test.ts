import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOlder, later } from '../../src/cluster/resource-version.ts'
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
