import { describe, expect, it } from 'vitest'
import { className } from '../../src/rules/class/class-name.ts'
import { gatewayClass } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS } from './places.ts'

describe('class-name', () => {
  it.each([
    ['a'.repeat(63), false],
    ['a'.repeat(64), true],
    ['a.b', true],
    ['a-b', false],
  ])('%s: %s', (name, isFound) => {
    expect(foundBy(className, gatewayClass(name, 'gateways.kuma.io/controller'), [CLASS]).map((finding) => finding.path)).toEqual(
      isFound ? ['metadata.name'] : [],
    )
  })
})
