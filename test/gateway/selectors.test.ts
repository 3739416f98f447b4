import { describe, expect, it } from 'vitest'
import { selectorMatches } from '../../src/gateway/selectors.ts'

const labels = { team: 'a', env: 'prod', empty: '' }
const expression = (key: string, operator: string, values?: string[]) => ({ matchExpressions: [{ key, operator, ...(values && { values }) }] })

describe('selectorMatches', () => {
  it.each<[string, unknown, boolean]>([
    ['the empty selector', {}, true],
    ['one label', { matchLabels: { team: 'a' } }, true],
    ['all labels', { matchLabels: { team: 'a', env: 'prod' } }, true],
    ['one label of two wrong', { matchLabels: { team: 'a', env: 'test' } }, false],
    ['a label that is absent', { matchLabels: { tier: 'x' } }, false],
    ['a label that is empty', { matchLabels: { empty: '' } }, true],
    ['an absent label wanted empty', { matchLabels: { tier: '' } }, false],
    ['a name that every object inherits', { matchLabels: { toString: 'x' } }, false],
    ['In', expression('team', 'In', ['b', 'a']), true],
    ['In, another', expression('team', 'In', ['b']), false],
    ['In, absent', expression('tier', 'In', ['a']), false],
    ['In without values', expression('team', 'In'), false],
    ['NotIn', expression('team', 'NotIn', ['b']), true],
    ['NotIn, the same', expression('team', 'NotIn', ['a']), false],
    ['NotIn, absent', expression('tier', 'NotIn', ['a']), true],
    ['Exists', expression('empty', 'Exists'), true],
    ['Exists, absent', expression('tier', 'Exists'), false],
    ['Exists, inherited', expression('constructor', 'Exists'), false],
    ['DoesNotExist', expression('tier', 'DoesNotExist'), true],
    ['DoesNotExist, present', expression('team', 'DoesNotExist'), false],
    ['an operator nobody knows', expression('team', 'Like', ['a']), false],
    ['an operator of another case', expression('team', 'in', ['a']), false],
    ['labels and expressions, both', { matchLabels: { team: 'a' }, ...expression('env', 'Exists') }, true],
    ['labels and expressions, one wrong', { matchLabels: { team: 'a' }, ...expression('env', 'DoesNotExist') }, false],
  ])('%s', (_, selector, expected) => {
    expect(selectorMatches(selector, labels)).toBe(expected)
  })

  it('a selector that is none matches nothing', () => {
    for (const selector of [undefined, null, 'x', 7, [], true]) expect(selectorMatches(selector, labels)).toBe(false)
  })
})
