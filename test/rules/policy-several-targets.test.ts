import { describe, expect, it } from 'vitest'
import { policySeveralTargets } from '../../src/rules/policy/policy-several-targets.ts'
import { inTargets, target } from './policies.ts'

describe('policy-several-targets', () => {
  it('finds more than one', () => {
    expect(inTargets(policySeveralTargets, [target('a'), target('b'), target('c')], [])).toMatchObject([
      { class: 'odd', path: 'spec.targetRefs', message: 'the policy has 3 targets, and implementations are advised not to support more than one' },
    ])
  })

  it('not one, nor any shape that is no list', () => {
    for (const targets of [[target('a')], [], null, 'x']) expect(inTargets(policySeveralTargets, targets, [])).toEqual([])
  })
})
