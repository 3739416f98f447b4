import { describe, expect, it } from 'vitest'
import { policySectionUnknown } from '../../src/rules/policy/policy-section-unknown.ts'
import { inTargets, service, target } from './policies.ts'

const found = (sectionName: string | undefined, ...ports: unknown[]) =>
  inTargets(
    policySectionUnknown,
    [target('shop', { sectionName }), target('other', { sectionName: 'http' })],
    [service('shop', ...ports), service('other', { name: 'http', port: 80 })],
  )

describe('policy-section-unknown', () => {
  it.each<[string, unknown[], string]>([
    [
      '443',
      [
        { name: 'http', port: 80 },
        { name: 'https', port: 443 },
      ],
      'port 443 has the name "https": write that',
    ],
    ['nope', [{ name: 'http', port: 80 }, { port: 443 }], 'its port has the name "http"; leave sectionName out to mean every port'],
    [
      'HTTP',
      [
        { name: 'http', port: 80 },
        { name: 'https', port: 443 },
      ],
      'its ports have the names "http" and "https"; leave sectionName out to mean every port',
    ],
    ['80', [{ port: 80 }], 'its ports have no names: leave sectionName out, or give the port a name'],
  ])('%s', (sectionName, ports, hint) => {
    expect(found(sectionName, ...ports)).toMatchObject([
      {
        class: 'contradiction',
        whole: false,
        path: 'spec.targetRefs[0].sectionName',
        message: `Service "shop" has no port with the name "${sectionName}": the policy applies to none of its ports, and some controllers write no status of it`,
        hint,
      },
    ])
  })

  it('not a name that is there, none, or a Service that is not', () => {
    expect(found('http', { name: 'http', port: 80 })).toEqual([])
    expect(found(undefined, { name: 'http', port: 80 })).toEqual([])
    expect(inTargets(policySectionUnknown, [target('gone', { sectionName: 'x' })], [])).toEqual([])
  })
})
