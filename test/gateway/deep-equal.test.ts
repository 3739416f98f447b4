import { expect, it } from 'vitest'
import { deepEqual } from '../../src/gateway/deep-equal.ts'

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [[], {}, false],
  [null, {}, false],
  [null, null, true],
  ['1', 1, false],
  [{ toString: 1 }, {}, false],
  [undefined, undefined, true],
])('%j and %j: %s', (a, b, equal) => {
  expect(deepEqual(a, b)).toBe(equal)
  expect(deepEqual(b, a)).toBe(equal)
})
