import { describe, expect, test } from 'vitest'
import { differences, histories } from '../../../src/report/implementations/changes.ts'
import type { Row } from '../../../src/report/implementations/row.ts'
import { rangeWords, versionRanges } from '../../../src/report/implementations/summary.ts'

const route = (what: string, answer: string): Row => ({ group: 'Routes', what, answer })
const mesh = (what: string, answer: string): Row => ({ group: 'Mesh', what, answer })

describe('differences', () => {
  test('are answers that differ, and questions that one table does not ask', () => {
    const before = [mesh('a', '1'), route('a', '1'), route('b', '1'), route('c', '1')]
    const after = [route('a', '2'), route('b', '1'), route('d', '1'), mesh('a', '1')]
    expect(differences(before, after)).toEqual([
      { group: 'Routes', what: 'a', before: '1', after: '2' },
      { group: 'Routes', what: 'c', before: '1' },
      { group: 'Routes', what: 'd', after: '1' },
    ])
    expect(differences(before, before)).toEqual([])
  })
})

describe('histories', () => {
  test('tell from which version to which an answer holds, and that it comes back', () => {
    const tables = [
      { version: '1.0', rows: [route('a', 'x'), route('b', 'y')] },
      { version: '1.1', rows: [route('a', 'x'), route('b', 'z')] },
      { version: '2.0', rows: [route('b', 'y'), mesh('a', 'm')] },
    ]
    expect(histories(tables)).toEqual([
      {
        group: 'Routes',
        what: 'a',
        periods: [
          { first: '1.0', last: '1.1', answer: 'x' },
          { first: '2.0', last: '2.0' },
        ],
      },
      {
        group: 'Routes',
        what: 'b',
        periods: [
          { first: '1.0', last: '1.0', answer: 'y' },
          { first: '1.1', last: '1.1', answer: 'z' },
          { first: '2.0', last: '2.0', answer: 'y' },
        ],
      },
      {
        group: 'Mesh',
        what: 'a',
        periods: [
          { first: '1.0', last: '1.1' },
          { first: '2.0', last: '2.0', answer: 'm' },
        ],
      },
    ])
  })
})

test.each([
  [['1.9'], '1.9'],
  [['0.7', '1.0', '1.1', '2.0', '2.3'], '0.7, 1.0 to 1.1, 2.0 to 2.3'],
  [['2.9', '2.10', '2.11'], '2.9 to 2.11'],
])('versions %j are %s', (versions, words) => expect(versionRanges(versions)).toBe(words))

test('a range of one version is that version', () => expect([rangeWords('1.0', '1.0'), rangeWords('1.0', '1.2')]).toEqual(['1.0', '1.0 to 1.2']))
