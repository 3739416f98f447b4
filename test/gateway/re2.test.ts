import { describe, expect, test } from 'vitest'
import { isUnreadable, re2Problem } from '../../src/gateway/re2.ts'

// What Go's regexp.Compile says of each, tried with Go 1.26.
describe('what RE2 reads', () => {
  test.each([
    '',
    '/api/v[0-9]+',
    'a|b|',
    '(a(b)?)*',
    '(?i)abc',
    '(?i:a)b',
    '(?P<name>x)',
    '(?<name>x)',
    '[]a]',
    '[^]]',
    '[a-]',
    '[[:alpha:]_]',
    '[\\w.-]+',
    'a{2,3}?',
    'a{,3}',
    'a{',
    'a+?',
    '\\pL\\p{Greek}\\P{^L}',
    '\\x41\\x{1F600}',
    '\\Q(*\\E+',
    '\\.\\/\\-',
    '^$\\A\\z\\b\\B',
    ']',
    '}',
    '(|a)*',
    '(?P<1a>x)',
    '\\01',
    '^*',
    '$+',
    '(?:)',
    '\\b*',
    '(?U)a',
    '(?)',
  ])('%s', (pattern) => {
    expect(re2Problem(pattern)).toBeUndefined()
  })
})

describe('what RE2 does not read', () => {
  test.each([
    '*a',
    '[a-',
    '[',
    '[z-a]',
    '(',
    ')',
    'a)',
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(a)\\1',
    'a**',
    'a+*',
    'a{2}{3}',
    'a{1001}',
    'a{3,2}',
    '|*',
    '(*a)',
    '\\',
    '\\8',
    '\\y',
    '\\xZ',
    '\\C',
    '\\1',
    '(?i)*',
    'x{2}*',
    '(?#comment)',
    '[\\y]',
    '\\Z',
  ])('%s', (pattern) => {
    expect(re2Problem(pattern)).toEqual(expect.any(String))
  })
})

describe('what no dialect reads', () => {
  test.each(['*a', '/api/(', '[a-', 'a)', 'a|+', '[z-a]', '(?:a'])('%s', (pattern) => expect(isUnreadable(pattern)).toBe(true))

  test.each([
    ['RE2', '(?i)a', '(?P<x>a)', '\\pL', '[[:alpha:]]'],
    ['JavaScript', '(?!a)', '(?<=a)b', '(a)\\1'],
    ['PCRE', 'a++', '(?>a)', '(?|a|b)', '(?P=x)', '(?(1)a|b)', '(?R)', '(*UTF8)a', '(?#a)b'],
  ])('%s reads', (_, ...patterns) => {
    for (const pattern of patterns) expect([pattern, isUnreadable(pattern)]).toEqual([pattern, false])
  })
})
