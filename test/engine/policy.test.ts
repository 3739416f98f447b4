import { describe, expect, it } from 'vitest'
import { type PresetName, settingFor } from '../../src/engine/policy.ts'
import type { FindingClass } from '../../src/rules/finding.ts'

const setting = (preset: PresetName, findingClass: FindingClass, whole: boolean, rules = {}) =>
  settingFor({ preset, rules }, { rule: 'some-rule', class: findingClass, whole })

// The table of DESIGN, "Classes of findings decide the verdict": whole object, part of it, under each preset.
const TABLE: [FindingClass, ...Record<PresetName, [whole: string, part: string]>[PresetName][]][] = [
  // class           default           gitops            warn-only
  ['intrinsic', ['deny', 'warn'], ['deny', 'warn'], ['warn', 'warn']],
  ['contradiction', ['deny', 'warn'], ['warn', 'warn'], ['warn', 'warn']],
  ['missing-grant', ['deny', 'deny'], ['warn', 'warn'], ['warn', 'warn']],
  ['absent', ['warn', 'warn'], ['warn', 'warn'], ['warn', 'warn']],
  ['consequence', ['warn', 'warn'], ['warn', 'warn'], ['warn', 'warn']],
  ['partial', ['warn', 'warn'], ['warn', 'warn'], ['warn', 'warn']],
  ['loser', ['warn', 'warn'], ['warn', 'warn'], ['warn', 'warn']],
  ['odd', ['off', 'off'], ['off', 'off'], ['off', 'off']],
]

describe.each(TABLE)('%s', (findingClass, ...columns) => {
  it.each((['default', 'gitops', 'warn-only'] as const).map((preset, index) => [preset, ...(columns[index] as [string, string])] as const))(
    '%s: %s for the whole, %s for a part',
    (preset, whole, part) => {
      expect([setting(preset, findingClass, true), setting(preset, findingClass, false)]).toEqual([whole, part])
    },
  )
})

describe('a setting for a rule', () => {
  it.each(['deny', 'warn', 'off'] as const)('outweighs every preset and class: %s', (own) => {
    for (const preset of ['default', 'gitops', 'warn-only'] as const) {
      for (const [findingClass] of TABLE) {
        for (const whole of [true, false]) expect(setting(preset, findingClass, whole, { 'some-rule': own })).toBe(own)
      }
    }
  })

  it('holds for that rule alone', () => {
    expect(setting('default', 'intrinsic', true, { 'other-rule': 'off' })).toBe('deny')
    expect(settingFor({ preset: 'default', rules: {} }, { rule: 'toString', class: 'intrinsic', whole: true })).toBe('deny')
  })
})
