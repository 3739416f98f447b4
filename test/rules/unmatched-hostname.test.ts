import { describe, expect, it } from 'vitest'
import { unmatchedHostname } from '../../src/rules/route/unmatched-hostname.ts'
import { atParents, bare, FOREIGN } from './parents.ts'

const EDGE = bare({
  listeners: [
    { name: 'a', port: 80, protocol: 'HTTP', hostname: '*.a.example' },
    { name: 'b', port: 80, protocol: 'HTTP', hostname: '*.b.example' },
  ],
})
const at = (hostnames: string[], parentRefs: unknown[], others = [EDGE], entries?: string[]) =>
  atParents(unmatchedHostname, parentRefs, others, { hostnames, ...(entries && { entries }) })

describe('unmatched-hostname', () => {
  it('tells each hostname that no parent serves, while another is served', () => {
    expect(
      at(['x.a.example', 'x.b.example', 'a.example', 'c.example'], [{ name: 'edge', sectionName: 'a' }]).map(({ class: of, path }) => [of, path]),
    ).toEqual([
      ['odd', 'spec.hostnames[1]'],
      ['odd', 'spec.hostnames[2]'],
      ['odd', 'spec.hostnames[3]'],
    ])
  })

  it.each<[string, string[], unknown[]]>([
    ['another listener serves it', ['x.a.example', 'x.b.example'], [{ name: 'edge' }]],
    [
      'another parent serves it',
      ['x.a.example', 'x.b.example'],
      [
        { name: 'edge', sectionName: 'a' },
        { name: 'edge', sectionName: 'b' },
      ],
    ],
    ['none is served', ['x.c.example', 'x.d.example'], [{ name: 'edge' }]],
    ['there is no parent yet', ['x.a.example', 'x.d.example'], [{ name: 'gone' }]],
  ])('finds nothing where %s', (_, hostnames, refs) => {
    expect(at(hostnames, refs)).toEqual([])
  })

  it('finds nothing where a parent of others may serve it', () => {
    const refs = [{ name: 'foreign' }, { name: 'edge' }]
    expect(at(['x.a.example', 'x.c.example'], refs, [EDGE, ...FOREIGN], ['kic@3.5'])).toEqual([])
  })
})
