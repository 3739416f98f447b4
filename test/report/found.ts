import type { DecidedFinding } from '../../src/engine/verdict.ts'
import type { PlacedFinding } from '../../src/report/checked.ts'

export function placed(place: Partial<Omit<PlacedFinding, 'finding'>>, finding: Partial<DecidedFinding> = {}): PlacedFinding {
  return {
    object: { apiVersion: 'v1', kind: 'Gateway', namespace: 'a', name: 'gw' },
    file: 'a.yaml',
    line: 1,
    column: 1,
    ...place,
    finding: {
      rule: 'a-rule',
      class: 'absent',
      decision: 'warn',
      whole: false,
      path: 'spec.x',
      key: 'x',
      message: 'is wrong',
      hint: 'make it right',
      restsOn: [],
      related: [],
      ...finding,
    },
  }
}
